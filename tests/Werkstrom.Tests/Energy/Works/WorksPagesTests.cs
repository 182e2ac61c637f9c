using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Records;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Bills;
using Werkstrom.Tests.Energy.Portal;
using Werkstrom.Tests.Kernel;
using static Werkstrom.Tests.Energy.Portal.PortalTown;

namespace Werkstrom.Tests.Energy.Works;

/// <summary>The page of the works and its API in a running host: a machine, two orders, a load that could move; every figure by hand; on both registries.</summary>
public sealed class WorksPagesTests
{
    // yesterday, by the German clock: 10 ct until 06:00, 40 ct then
    static readonly DateOnly Day = GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow)).AddDays(-1);

    static readonly QuarterRange Range = GermanTime.Day(Day);

    // from noon on: an hour with 1 kWh in each quarter-hour, one with 2 kWh
    static readonly int Noon = Enumerable.Range(Range.First, Range.Count).First(q => GermanTime.OfClock(q) == 48);

    [Theory, OnSqlite, OnPostgres]
    public async Task Machines_orders_and_loads_cost_what_the_hand_computes(Engine engine)
    {
        await using var town = await StartAsync(engine);
        var host = town.Host;
        host.Local.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        Assert.Equal(HttpStatusCode.NotFound, (await host.Local.GetAsync("/api/energy/works/machines")).StatusCode); // nobody has said which contract
        await town.Bills.TariffAsync("works", BillTown.Part("Energy", PartKind.Energy, new ClockDefinition(40, [new("00:00-06:00", 10)])));
        await town.Bills.ContractAsync(90, "works");
        var asset = await MachineAsync(host);
        await OrdersAsync(host, asset);
        using var engineer = await town.EngineerAsync();
        Assert.EndsWith("fault=fault.contract", await ClickAsync(engineer, "/energy/works", "/energy/works/settings", "", ("contract", "none"), ("root", "")), StringComparison.Ordinal);
        Assert.EndsWith("said=set", await ClickAsync(engineer, "/energy/works", "/energy/works/settings", "", ("contract", "V-90"), ("root", "")), StringComparison.Ordinal);
        Assert.EndsWith("said=load", await ClickAsync(engineer, "/energy/works", "/energy/works/loads", "", ("asset", $"{asset}"), ("earliest", "00:00"), ("latest", "24:00"), ("minutes", "120")), StringComparison.Ordinal);

        var days = $"?from={Iso(Day)}&to={Iso(Day)}";
        var machine = Assert.Single((await host.Local.GetFromJsonAsync<JsonElement>("/api/energy/works/machines" + days)).EnumerateArray());
        // 4 kWh + 8 kWh at 40 ct
        Assert.Equal((12m, 4.80m, 40m), Sum(machine.GetProperty("all")));
        Assert.Equal((0m, 0m), (machine.GetProperty("outside").GetProperty("kwh").GetDecimal(), machine.GetProperty("outside").GetProperty("euros").GetDecimal()));
        var orders = (await host.Local.GetFromJsonAsync<JsonElement>("/api/energy/works/orders" + days)).EnumerateArray().ToDictionary(o => o.GetProperty("number").GetString()!);
        Assert.Equal((4m, 1.60m, 40m), Sum(orders["A-1"].GetProperty("sum")));
        Assert.Equal((8m, 3.20m, 40m), Sum(orders["A-2"].GetProperty("sum")));
        Assert.Equal((16m, 64m), (orders["A-1"].GetProperty("centsPerPiece").GetDecimal(), orders["A-2"].GetProperty("centsPerPiece").GetDecimal())); // 10 and 5 pieces
        // 12 kWh in two hours before 06:00 at 10 ct: 1.20 €
        var move = Assert.Single((await host.Local.GetFromJsonAsync<JsonElement>("/api/energy/works/moves" + days)).EnumerateArray());
        Assert.Equal((1, 12m, 3.60m, 1_314m), (move.GetProperty("days").GetInt32(), move.GetProperty("kwh").GetDecimal(), move.GetProperty("euros").GetDecimal(), move.GetProperty("eurosPerYear").GetDecimal()));

        using var reversed = await host.Local.GetAsync($"/api/energy/works/machines?from={Iso(Day)}&to={Iso(Day.AddDays(-3))}");
        Assert.Equal(HttpStatusCode.BadRequest, reversed.StatusCode);
        Assert.Equal("The first day lies after the last one.", (await reversed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("from")[0].GetString());
        var coming = await PageAsync(engineer, $"/energy/works?from={Iso(Day.AddDays(7))}&to={Iso(Day.AddDays(8))}");
        Assert.Contains("This day has not begun", coming, StringComparison.Ordinal);
        Assert.Contains($"value=\"{Iso(Day.AddDays(8))}\"", coming, StringComparison.Ordinal);
        Assert.DoesNotContain("ws-tiles", coming, StringComparison.Ordinal);

        var english = await PageAsync(engineer, "/energy/works" + days);
        foreach (var said in (string[])["4.80", "A-1", "A-2", "1,314 €", "V-90"])
            Assert.Contains(said, english, StringComparison.Ordinal);
        engineer.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        engineer.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de");
        var german = await PageAsync(engineer, "/energy/works" + days);
        foreach (var said in (string[])["4,80", "1.314 €", "Kosten"])
            Assert.Contains(said, german, StringComparison.Ordinal);
        Assert.Contains("A-2,Part", await host.Local.GetStringAsync("/energy/works/orders.csv" + days), StringComparison.Ordinal);
    }

    static async Task<int> MachineAsync(Host host)
    {
        StringBuilder lines = new();
        for (var minute = 0; minute <= Range.Count * 15; minute++)
        {
            var into = minute - ((Noon - Range.First) * 15);
            var kwh = 1_000 + (Math.Clamp(into, 0, 60) / 15.0) + (Math.Clamp(into - 60, 0, 60) * 2 / 15.0);
            lines.Append(CultureInfo.InvariantCulture, $"press kwh={kwh} {(Range.First * 900L) + (minute * 60)}\n");
        }

        using (var sent = await host.Local.PostAsync("write?precision=s", new StringContent(lines.ToString())))
            Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        var signal = host.Services.GetRequiredService<SignalCatalog>().All.Single(s => s.Path == "press/kwh");
        using (var set = await host.Local.PatchAsJsonAsync($"api/signals/{signal.Id}", new { unit = "kW.h", unitMode = "relabel", kind = "counter" }))
            Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
        using (var kind = await host.Local.PatchAsJsonAsync($"api/assets/{signal.AssetId}", new { kind = "machine" }))
            Assert.True(kind.IsSuccessStatusCode, await kind.Content.ReadAsStringAsync());
        return signal.AssetId;
    }

    static async Task OrdersAsync(Host host, int asset)
    {
        var from = Quarters.Start(Noon);
        foreach (var (number, hour, good) in ((string, int, double)[])[("A-1", 0, 10), ("A-2", 1, 5)])
        {
            Dictionary<string, object?> values = new()
            {
                ["number"] = number,
                ["product"] = "Part",
                ["quantity"] = good,
                ["good"] = good,
                ["state"] = "done",
                ["started_at"] = from.AddHours(hour),
                ["ended_at"] = from.AddHours(hour + 1),
            };
            var written = await host.Services.GetRequiredService<RecordStore>().AppendAsync([new("order", asset, from.AddHours(hour), null, values, "test")], "test", default);
            Assert.True(written.IsGood);
        }
    }

    static (decimal Kwh, decimal Euros, decimal Cents) Sum(JsonElement sum) => (sum.GetProperty("kwh").GetDecimal(), sum.GetProperty("euros").GetDecimal(), sum.GetProperty("centsPerKwh").GetDecimal());

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
