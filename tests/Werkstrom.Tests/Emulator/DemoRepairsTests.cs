using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Emulator.Works;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Records;

namespace Werkstrom.Tests.Emulator;

public sealed class DemoRepairsTests
{
    static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Mill 2 fails first about 12.4 days after the start and every 19.5 days: −7.1, −26.6, … are 22 February (a Sunday, so Monday 23) and 3 February.</summary>
    [Fact]
    public void Failures_before_the_samples_follow_the_same_law()
    {
        var works = new MetalWorks(1, Monday);
        var mill = works.All.Single(m => m.Asset == "line1/mill2");

        var before = works.FailuresBefore(mill, Monday.AddDays(-27), Monday).ToList();

        Assert.Equal([new(2026, 2, 23, 9, 40, 0, TimeSpan.Zero), new DateTimeOffset(2026, 2, 3, 9, 40, 0, TimeSpan.Zero)], before.Select(f => f.At)); // 10:40 CET
        Assert.All(before, f => Assert.InRange((f.Until - f.At).TotalHours, 7 * 0.85, 7 * 1.15));
        Assert.Equal(before, works.FailuresBefore(new MetalWorks(1, Monday).All.Single(m => m.Asset == "line1/mill2"), Monday.AddDays(-27), Monday));
    }

    [Fact]
    public async Task The_books_reach_two_years_back_and_are_written_once()
    {
        var host = new Host { Configuration = { ["emulator:demo"] = "true", ["emulator:historyDays"] = "1", ["emulator:fineHours"] = "0" } };
        await host.InitializeAsync();
        try
        {
            var orders = await OrdersAsync(host, count: 100);
            Assert.Equal(["Heizelement L1", "Heizelement L2", "Hydraulikventil", "Spindellager"], orders.Select(o => (string)o.Values["part"]).Distinct().Order());
            var mill = host.Services.GetRequiredService<AssetCatalog>().TryGet("works/line1/mill2", out var found) ? found.Id : 0;
            var repairs = orders.Where(o => o.AssetId == mill).ToList();
            Assert.InRange(repairs.Count, 36, 38); // 731 days / 19.5
            Assert.All(repairs, r => Assert.Equal((640.0, "VIB", "Mechanik", "done"), (r.Values["part_cost"], r.Values["failure_mode"], r.Values["skill"], r.Values["state"])));
            Assert.All(repairs, r => Assert.InRange((double)r.Values["downtime"], 5.9, 8.1));
            Assert.Equal(12, orders.Count(o => o.Values.ContainsKey("planned_from"))); // four half-years, three machines

            await host.RestartAsync();
            Assert.Equal(orders.Count, (await OrdersAsync(host, orders.Count)).Count);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    static async Task<IReadOnlyList<RecordRow>> OrdersAsync(Host host, int count)
    {
        var records = host.Services.GetRequiredService<RecordQueries>();
        for (var left = 600; ; left--)
        {
            var orders = await records.ListAsync(new("work-order"), default);
            if (orders.Count >= count || left == 0)
                return orders;
            await Task.Delay(100);
        }
    }
}
