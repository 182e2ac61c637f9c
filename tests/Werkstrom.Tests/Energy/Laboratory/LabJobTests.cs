using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Jobs;
using Werkstrom.Energy.Laboratory.Pages;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Pricing;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Bills;

namespace Werkstrom.Tests.Energy.Laboratory;

/// <summary>What takes longer than anybody waits: it says how far it is, one at a time, and shows a bar.</summary>
public sealed class LabJobTests : IAsyncLifetime
{
    const int Year = 2025;

    readonly Host _host = new();

    Host Host => _host;

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    T Get<T>() where T : notnull => Host.Services.GetRequiredService<T>();

    [Fact]
    public async Task While_a_population_is_made_the_api_says_how_far_it_is_and_makes_no_second_one()
    {
        Host.Local.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        Assert.Equal(404, (int)(await Host.Local.GetAsync("/api/energy/lab/populations/job")).StatusCode);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = Get<LongJobs>().Start(PopulationJobs.Subject, "customers", async (say, end) =>
        {
            say(30_000, 100_000);
            await go.Task.WaitAsync(end);
            return 1;
        });

        using var second = await Host.Local.PostAsJsonAsync("/api/energy/lab/populations", new { kind = "mix" });
        Assert.Equal(409, (int)second.StatusCode);
        Assert.Equal("Another population is being made: /api/energy/lab/populations/job says how far it is.", (await second.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
        await Waiting.UntilAsync(() => slow.Done == 30_000);
        var job = await Host.Local.GetFromJsonAsync<JsonElement>("/api/energy/lab/populations/job");
        Assert.Equal((30_000, 100_000, false), (job.GetProperty("done").GetInt32(), job.GetProperty("total").GetInt32(), job.GetProperty("finished").GetBoolean()));
        using var ended = await Host.Local.DeleteAsync("/api/energy/lab/populations/job");
        Assert.Equal(204, (int)ended.StatusCode);
        await Waiting.UntilAsync(() => !slow.IsRunning);
        Assert.Equal("It was ended before it was through. Nothing was kept.", (await Host.Local.GetFromJsonAsync<JsonElement>("/api/energy/lab/populations/job")).GetProperty("fault").GetString());

        // a thousand made-up customers: whoever does not wait is told where to look, whoever does has them
        Get<PopulationJobs>().Patience = TimeSpan.Zero;
        using var begun = await Host.Local.PostAsJsonAsync("/api/energy/lab/populations", new { kind = "mix", year = Year });
        Assert.Equal((202, "/api/energy/lab/populations/job"), ((int)begun.StatusCode, begun.Headers.Location!.ToString()));
        using (await Host.Local.DeleteAsync("/api/energy/lab/populations/job"))
            await Waiting.UntilAsync(() => Get<PopulationJobs>().Last is { IsRunning: false });
        Get<PopulationJobs>().Patience = Waiting.Limit;
        using var mix = await Host.Local.PostAsJsonAsync("/api/energy/lab/populations", new { kind = "mix", year = Year });
        Assert.Equal(200, (int)mix.StatusCode);
        Assert.Equal(1_000, (await mix.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("customers").GetInt32());
    }

    [Fact]
    public async Task Of_many_customers_the_page_shows_a_bar_until_the_answer_is_there()
    {
        var range = GermanTime.Year(Year);
        await Get<SeriesBook>().PutAsync(SeriesNames.Spot("DE-LU"), new("spot", range.First, [.. Enumerable.Repeat((int?)8_000, range.Count)]), "test", null, default);
        await Get<TariffBook>().PutAsync("fest", Of(new FlatDefinition(12), 60), false, "", null, default);
        var population = Keep(LabPages.MostMoved + 1, range);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Get<LongJobs>().Start("laboratory-ask", "ask", async (say, end) => // somebody else's question
        {
            say(500, 2_001);
            await go.Task.WaitAsync(end);
            return 1;
        });
        var address = $"/energy/lab?pop={population.Id}&n=1&i0.from=fest&i0.price=11.9&shift=0";

        var page = await Host.Local.GetStringAsync(address);
        Assert.Contains("src=\"/energy/lab/ask/progress\"", page, StringComparison.Ordinal);
        Assert.Contains("then=\"/energy/lab?pop=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("lab-bars", page, StringComparison.Ordinal);
        var how = await Host.Local.GetFromJsonAsync<JsonElement>("/energy/lab/ask/progress");
        Assert.Equal((500, 2_001, false), (how.GetProperty("done").GetInt32(), how.GetProperty("total").GetInt32(), how.GetProperty("finished").GetBoolean()));

        go.SetResult();
        page = await Waiting.UntilAsync(() => Host.Local.GetStringAsync(address), p => p.Contains("lab-bars", StringComparison.Ordinal));
        Assert.DoesNotContain("/energy/lab/ask/progress", page, StringComparison.Ordinal);
    }

    Population Keep(int customers, QuarterRange range)
    {
        var load = StoredLoads.Write([.. Enumerable.Repeat((ushort)100, range.Count)]);
        using FileStream loads = new(Path.Combine(Host.Folder, "tmp", "many"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        List<Member> members = [];
        for (var i = 0; i < customers; i++)
        {
            loads.Write(load);
            members.Add(new($"M-{i}", "", 0, "fest", 0, (int)MemberBranch.Household, MemberSize.Of(3_504_000), loads.Position));
        }

        return Get<PopulationShelf>().Keep(new("", PopulationKind.Mix, Year, DateTimeOffset.UtcNow, "test", "", new(), 0, 0, [MemberPlace.Of(BillTown.Place, null)], members), loads);
    }

    static TariffDefinition Of(RuleDefinition rule, decimal fee) =>
        new("Test", [new("Energie", PartKind.Energy, rule, new(2026, 1, 1))], [new("Grundpreis", PartKind.Energy, new(2026, 1, 1), fee)]);
}
