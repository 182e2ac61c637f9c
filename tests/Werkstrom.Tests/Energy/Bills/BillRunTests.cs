using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using static Werkstrom.Tests.Energy.Bills.BillTown;

namespace Werkstrom.Tests.Energy.Bills;

/// <summary>Drafts, exceptions, four eyes, numbers without gaps, corrections, cancellation; and the bad input of the issue.</summary>
public sealed class BillRunTests : IAsyncLifetime
{
    readonly Host _host = new();
    BillTown _town = null!;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _town = new(_host);
        await _town.OpenAsync();
        await _town.TariffAsync("flat", Flat(30));
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Who_made_a_run_does_not_release_it_and_a_program_never_does()
    {
        await _town.DayAsync(await _town.ContractAsync(1, "flat"), 100);
        var run = await _town.RunAsync("2024-05-06", "2024-05-07");
        var id = run.GetProperty("id").GetInt64();
        using (var maker = await _town.Maker.PostAsync($"api/energy/bills/runs/{id}/release", null))
            Assert.Equal(HttpStatusCode.Conflict, maker.StatusCode);
        using var own = await _town.Local.PostAsJsonAsync("api/energy/bills/runs", new { from = "2024-06-06", to = "2024-06-07" });
        var mine = (await own.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        await Waiting.UntilAsync(async () => (await _town.Local.GetStringAsync($"api/energy/bills/runs/{mine}")).Contains("eady\"", StringComparison.Ordinal));
        using var refused = await _town.Local.PostAsync($"api/energy/bills/runs/{mine}/release", null);
        Assert.Contains("werkstrom bills release", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal("R", (await _town.ReleaseAsync(run)).Single().GetProperty("number").GetString()![..1]);
        using var again = await _town.Local.PostAsync($"api/energy/bills/runs/{id}/release", null); // changes nothing
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Single(await _town.BillsAsync(id));
        var audit = await _town.Local.GetStringAsync("api/setup/audit?entity=energy_bill_run");
        Assert.Contains("bills.drafted", audit, StringComparison.Ordinal);
        Assert.Contains("bills.released", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_against_a_bill_is_said_and_the_rest_is_released_with_numbers_without_gaps()
    {
        await _town.TariffAsync("exchange", Part("Exchange", PartKind.Energy, new SpotDefinition(0)));
        await _town.DayAsync(await _town.ContractAsync(1, "flat"), 100);
        await _town.ContractAsync(2, "flat"); // no values, no profile
        await _town.DayAsync(await _town.ContractAsync(3, "exchange"), 100); // no prices
        await _town.DayAsync(await _town.ContractAsync(4, "flat"), 0);
        await _town.ContractAsync(5, "flat", profile: "H25");

        var run = await _town.RunAsync("2024-05-06", "2024-05-07");
        var drafts = await _town.BillsAsync(run.GetProperty("id").GetInt64());
        Assert.Equal(
            ["V-1 ", "V-2 missing-values nothing-used", "V-3 no-price", "V-4 nothing-used", "V-5 substitutes"],
            drafts.Select(d => $"{d.GetProperty("contract")} {string.Join(' ', d.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code")))}"));
        Assert.Contains("96 of 96 quarter-hours are missing", drafts[2].ToString(), StringComparison.Ordinal);
        Assert.Equal((5, 2), (run.GetProperty("sums").GetProperty("count").GetInt32(), run.GetProperty("sums").GetProperty("blocked").GetInt32()));

        var bills = await _town.ReleaseAsync(run);
        var year = GermanTime.Date(Quarters.Of(TimeProvider.System.GetUtcNow())).Year;
        Assert.Equal([$"R{year}-000001", "draft", "draft", $"R{year}-000002", $"R{year}-000003"], bills.Select(b => b.GetProperty("number").GetString()!.Split("-held")[0] is var n && n.StartsWith("draft", StringComparison.Ordinal) ? "draft" : n));

        await _town.DayAsync(Malo(2), 50); // the values come: the next run bills what is left, and only that
        var next = await _town.RunAsync("2024-05-06", "2024-05-07");
        Assert.Equal(["V-2", "V-3"], (await _town.BillsAsync(next.GetProperty("id").GetInt64())).Select(b => b.GetProperty("contract").GetString()));
        Assert.Equal(3, next.GetProperty("skipped").GetInt32());
        Assert.Contains($"R{year}-000004", (await _town.ReleaseAsync(next)).Select(b => b.GetProperty("number").GetString()));
    }

    [Fact]
    public async Task A_customer_who_moves_at_noon_pays_until_then_and_the_next_from_then_on()
    {
        var day = GermanTime.Day(new(2024, 6, 15));
        var malo = await _town.ContractAsync(1, "flat", end: day.First + 48);
        await _town.ContractAsync(2, "flat", first: day.First + 48, malo: malo);
        await _town.MeterAsync(malo, day.First, [.. Enumerable.Range(0, 96)]);

        var bills = await _town.BillsAsync((await _town.RunAsync("2024-06-15", "2024-06-16")).GetProperty("id").GetInt64());

        // 0 + … + 47 = 1,128 Wh × 30 ct = 33.84 ct; 48 + … + 95 = 3,432 Wh = 102.96 ct; 19 % VAT: 6.46, 19.57
        Assert.Equal([("V-1", 1_128, 34, 40), ("V-2", 3_432, 103, 123)], bills.Select(b => (b.GetProperty("contract").GetString()!, b.GetProperty("wh").GetInt32(), b.GetProperty("net").GetInt32(), b.GetProperty("gross").GetInt32())));
    }

    [Theory]
    [InlineData("2024-03-31", 92, -50_000, -1_93)] // −500 €/MWh: 3.864 kWh × −50 ct = −193.2 ct
    [InlineData("2024-10-27", 100, 400_000, 19_80)] // 4,000 €/MWh: 4.950 kWh × 400 ct
    public async Task Extreme_prices_and_the_days_of_92_and_100_quarter_hours_are_exact(string text, int count, int price, int net)
    {
        var day = DateOnly.Parse(text, null);
        var range = GermanTime.Day(day);
        Assert.Equal(count, range.Count);
        await _host.Services.GetRequiredService<SeriesBook>().PutAsync("spot/DE-LU", new("x", range.First, [.. Enumerable.Repeat((int?)price, count)]), "test", null, default);
        await _town.TariffAsync("exchange", Part("Exchange", PartKind.Energy, new SpotDefinition(0)));
        await _town.MeterAsync(await _town.ContractAsync(1, "exchange"), range.First, [.. Enumerable.Range(0, count).Select(i => count == 92 ? 42 : i)]);

        var bill = (await _town.BillsAsync((await _town.RunAsync(text, day.AddDays(1).ToString("O", null))).GetProperty("id").GetInt64())).Single();

        Assert.Equal((net, count == 92 ? 3_864 : 4_950), (bill.GetProperty("net").GetInt32(), bill.GetProperty("wh").GetInt32()));
    }

    [Fact]
    public async Task What_is_fed_in_is_paid_and_a_negative_value_gets_a_substitute()
    {
        await _town.TariffAsync("solar", Flat(30), Part("Fed in", PartKind.FeedIn, new FlatDefinition(8)));
        var malo = await _town.ContractAsync(1, "solar");
        var day = GermanTime.Day(new(2024, 5, 6)).First;
        await _town.MeterAsync(malo, day, [.. Enumerable.Repeat(100, 96)]);
        await _town.MeterAsync(malo, day, [.. Enumerable.Repeat(1_000, 96)], obis: "1-1:2.29.0");
        var other = await _town.ContractAsync(2, "flat");
        await _town.MeterAsync(other, day, [.. Enumerable.Range(0, 96).Select(i => i == 50 ? -700 : 100)]);

        var bills = await _town.BillsAsync((await _town.RunAsync("2024-05-06", "2024-05-07")).GetProperty("id").GetInt64());

        Assert.Equal((-4_80, -4_25), (bills[0].GetProperty("net").GetInt32(), bills[0].GetProperty("gross").GetInt32())); // as worked out in BillFrameTests
        Assert.Equal((9_600, "substitutes"), (bills[1].GetProperty("wh").GetInt32(), bills[1].GetProperty("problems")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_day_that_the_provider_missed_is_priced_by_the_contract_s_rule_and_stands_on_the_bill()
    {
        var book = _host.Services.GetRequiredService<SeriesBook>();
        foreach (var day in (DateOnly[])[new(2024, 5, 6), new(2024, 5, 8)]) // nothing came for the 7th
            await book.SealAsync("index/town", day, [.. Enumerable.Repeat((int?)60, 96)], "WGI-1", new(2024, 5, 5, 16, 0, 0, TimeSpan.Zero), $"seal.{day:yyyyMMdd}.x", default);
        await _town.TariffAsync("green", Part("Green", PartKind.Energy, new IndexDefinition(30, 0.1m, Fallback: new(FallbackKind.Fixed, 33))));
        var malo = await _town.ContractAsync(1, "green", region: "town");
        await _town.MeterAsync(malo, GermanTime.Day(new(2024, 5, 6)).First, [.. Enumerable.Repeat(100, 288)]);

        var run = await _town.RunAsync("2024-05-06", "2024-05-09");
        var bill = (await _town.ReleaseAsync(run)).Single();

        Assert.Equal(["2024-05-07"], bill.GetProperty("facts").GetProperty("fallbackDays").EnumerateArray().Select(d => d.GetString()));
        Assert.Equal([9_600, 9_600, 9_600], bill.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("wattHours").GetInt32()));
        var number = bill.GetProperty("number").GetString();
        using (var ask = new HttpRequestMessage(HttpMethod.Get, $"energy/bills/{number}") { Headers = { { "Accept-Language", "de" } } })
        using (var page = await _town.Local.SendAsync(ask))
            Assert.Contains("07.05.2024", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var line = await _town.Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/{number}/lines/1");
        Assert.Equal("seal.20240506.x", line.GetProperty("proof").GetProperty("jws").GetString());
        Assert.Equal(60, line.GetProperty("quarters")[0].GetProperty("signal").GetInt32());
    }

    [Fact]
    public async Task Without_an_energy_mix_nothing_is_released()
    {
        await _town.DayAsync(await _town.ContractAsync(1, "flat"), 1_000, new(2019, 5, 6)); // the mix of the tests is of 2020
        await _town.TariffAsync("flat", Flat(30) with { From = new(2019, 1, 1) });
        var run = await _town.RunAsync("2019-05-06", "2019-05-07");

        Assert.Equal("no-mix", run.GetProperty("problems")[0].GetProperty("code").GetString());
        using var refused = await _town.Local.PostAsync($"api/energy/bills/runs/{run.GetProperty("id")}/release", null);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("§ 42 EnWG", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bill_that_was_changed_in_the_registry_is_seen()
    {
        await _town.DayAsync(await _town.ContractAsync(1, "flat"), 1_000);
        var number = (await _town.ReleaseAsync(await _town.RunAsync("2024-05-06", "2024-05-07"))).Single().GetProperty("number").GetString()!;
        await using (var db = await _host.Services.GetRequiredService<IDbContextFactory<EnergyDb>>().CreateDbContextAsync())
        {
            var changed = (await db.Set<BillRow>().AsNoTracking().SingleAsync(b => b.Number == number)).Content.Replace("2880", "1880", StringComparison.Ordinal); // 28.80 €
            Assert.Contains("1880", changed, StringComparison.Ordinal);
            await db.Set<BillRow>().Where(b => b.Number == number).ExecuteUpdateAsync(s => s.SetProperty(b => b.Content, changed));
        }

        var again = await _town.Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/{number}/again");

        Assert.Equal((false, false), (again.GetProperty("isSame").GetBoolean(), again.GetProperty("isWhole").GetBoolean()));
        Assert.Equal(again.GetProperty("kept").GetString(), again.GetProperty("hash").GetString()); // the inputs are as they were
        Assert.Contains("Jemand hat den Datenbestand verändert", WebUtility.HtmlDecode(await _town.Local.GetStringAsync($"energy/bills/{number}?again=true")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_is_taken_apart_to_its_quarter_hours_also_the_one_that_was_missing()
    {
        var (series, day) = (_host.Services.GetRequiredService<SeriesBook>(), GermanTime.Day(new(2024, 5, 6)).First);
        await series.PutAsync("spot/DE-LU", new("x", GermanTime.Day(new(2023, 5, 6)).First, [.. Enumerable.Repeat((int?)5_000, 96)]), "the year before", null, default);
        await series.PutAsync("spot/DE-LU", new("x", day, [.. Enumerable.Range(0, 96).Select(i => i == 40 ? (int?)null : 8_000 + i)]), "SMARD", null, default);
        await _town.TariffAsync("exchange", Part("Exchange", PartKind.Energy, new SpotDefinition(0, Fallback: new(FallbackKind.LastYear))));
        await _town.DayAsync(await _town.ContractAsync(1, "exchange"), 100);
        var bill = (await _town.ReleaseAsync(await _town.RunAsync("2024-05-06", "2024-05-07"))).Single();
        var number = bill.GetProperty("number").GetString();

        // 100 Wh each: 40 × 8,000 + (0 + … + 39 = 780) = 320,780; 5,000; 55 × 8,000 + (41 + … + 95 = 3,740) = 443,740 thousandths of a ct/kWh
        Assert.Equal([32_078_000, 500_000, 44_374_000], bill.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("microCents").GetInt32()));
        Assert.Equal(1, bill.GetProperty("facts").GetProperty("fallbackQuarters").GetInt32());
        var first = await _town.Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/{number}/lines/1?day=2024-05-06");
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (day + i, 100, 8_000 + i, (8_000L + i) * 100, 8_000 + i)), first.GetProperty("quarters").EnumerateArray().Select(q =>
            (q.GetProperty("quarter").GetInt32(), q.GetProperty("wattHours").GetInt32(), q.GetProperty("price").GetInt32(), q.GetProperty("microCents").GetInt64(), q.GetProperty("signal").GetInt32())));
        var replaced = await _town.Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/{number}/lines/2");
        Assert.Equal((day + 40, 5_000), (replaced.GetProperty("quarters")[0].GetProperty("quarter").GetInt32(), replaced.GetProperty("quarters")[0].GetProperty("price").GetInt32()));
        Assert.Equal("the year before", replaced.GetProperty("proof").GetProperty("source").GetString());
    }
}
