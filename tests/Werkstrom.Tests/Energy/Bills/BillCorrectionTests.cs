using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using static Werkstrom.Tests.Energy.Bills.BillTown;

namespace Werkstrom.Tests.Energy.Bills;

/// <summary>What was billed is corrected or taken back, and says why, line by line.</summary>
public sealed class BillCorrectionTests : IAsyncLifetime
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
    public async Task A_corrected_value_bills_the_difference_and_a_cancelled_bill_is_billed_anew()
    {
        var malo = await _town.ContractAsync(1, "flat");
        await _town.DayAsync(malo, 1_000); // 96 kWh × 30 ct = 28.80 €, with VAT 34.27 €
        var first = (await _town.ReleaseAsync(await _town.RunAsync("2024-05-06", "2024-05-07"))).Single();
        var number = first.GetProperty("number").GetString()!;
        Assert.Empty(await _town.BillsAsync((await _town.RunAsync("2024-05-06", "2024-05-07", "Correction")).GetProperty("id").GetInt64())); // nothing changed
        await _town.DiscardAllAsync();

        await _town.MeterAsync(malo, GermanTime.Day(new(2024, 5, 6)).First, [5_000], hour: 5); // 4 kWh more: 100 kWh = 30.00 €, 35.70 €
        Assert.Equal(34_27, (await _town.BillAsync(number)).GetProperty("gross").GetInt32());
        var corrected = (await _town.ReleaseAsync(await _town.RunAsync("2024-05-06", "2024-05-07", "Correction"))).Single();
        Assert.Equal((35_70, 34_27, 1_43, number), (corrected.GetProperty("gross").GetInt32(), corrected.GetProperty("before").GetInt32(), corrected.GetProperty("toPay").GetInt32(), corrected.GetProperty("root").GetString()));
        Assert.True((await _town.Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/{number}/again")).GetProperty("isSame").GetBoolean()); // of its own version

        Assert.Equal(["Energy Meter 1"], Changes(corrected)); // says why, line by line: one quarter-hour of the meter
        await _town.CancelAsync(number, "wrong tariff");
        var cancellation = await _town.BillAsync((await _town.BillAsync(number)).GetProperty("cancelledBy").GetString()!);
        Assert.Equal(-35_70, cancellation.GetProperty("gross").GetInt32());
        using var twice = await _town.Local.PostAsJsonAsync($"api/energy/bills/{number}/cancel", new { reason = "again" });
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        var anew = (await _town.ReleaseAsync(await _town.RunAsync("2024-05-06", "2024-05-07"))).Single();
        Assert.Equal((35_70, 0), (anew.GetProperty("gross").GetInt32(), anew.GetProperty("before").GetInt32()));
        string[] all = [number, corrected.GetProperty("number").GetString()!, (await _town.BillAsync(number)).GetProperty("cancelledBy").GetString()!, anew.GetProperty("number").GetString()!];
        Assert.Equal([1, 2, 3, 4], all.Select(n => int.Parse(n[^6..], null)));
    }

    [Fact]
    public async Task A_cancellation_is_a_draft_that_another_person_releases()
    {
        await _town.DayAsync(await _town.ContractAsync(1, "flat"), 1_000);
        var number = (await _town.ReleaseAsync(await _town.RunAsync("2024-05-06", "2024-05-07"))).Single().GetProperty("number").GetString()!;

        using var asked = await _town.Local.PostAsJsonAsync($"api/energy/bills/{number}/cancel", new { reason = "wrong tariff" });
        var run = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        Assert.Equal("wrong tariff", (await _town.BillsAsync(run)).Single().GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, (await _town.BillAsync(number)).GetProperty("cancelledBy").ValueKind); // holds until it is released
        using (var own = await _town.Local.PostAsync($"api/energy/bills/runs/{run}/release", null))
            Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        using (var again = await _town.Maker.PostAsJsonAsync($"api/energy/bills/{number}/cancel", new { reason = "again" })) // the same draft, not a second one
            Assert.Equal(run, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64());
        using (var gone = await _town.Local.PostAsync($"api/energy/bills/runs/{run}/discard", null))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        await _town.CancelAsync(number, "wrong tariff");
        Assert.NotEqual(JsonValueKind.Null, (await _town.BillAsync(number)).GetProperty("cancelledBy").ValueKind);
        Assert.Contains("bills.cancelled", await _town.Local.GetStringAsync("api/setup/audit?entity=energy_bill"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_names_the_tariff_whose_past_was_changed_and_a_checked_source_corrects_nothing()
    {
        await _town.DayAsync(await _town.ContractAsync(1, "flat"), 1_000);
        await _town.ReleaseAsync(await _town.RunAsync("2024-05-06", "2024-05-07"));
        await _town.TariffAsync("flat", Flat(30) with { Source = "price sheet, checked" });
        Assert.Empty(await _town.BillsAsync((await _town.RunAsync("2024-05-06", "2024-05-07", "Correction")).GetProperty("id").GetInt64()));
        await _town.DiscardAllAsync();

        await _town.TariffAsync("flat", Flat(31)); // 96 kWh × 1 ct = 0.96 €
        var run = (await _town.RunAsync("2024-05-06", "2024-05-07", "Correction")).GetProperty("id").GetInt64();

        var correction = (await _town.BillsAsync(run)).Single();
        Assert.Equal(["Energy Tariff flat 1 3"], Changes(correction));
        Assert.Equal(96, correction.GetProperty("facts").GetProperty("changes")[0].GetProperty("cents").GetInt32());
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"energy/bills/runs/{run}") { Headers = { { "Accept-Language", "de" } } };
        using var page = await _town.Local.SendAsync(ask);
        Assert.Contains("Ein Tarif wurde für eine schon abgerechnete Zeit geändert", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_tells_a_series_and_a_rate_apart()
    {
        var (series, day) = (_host.Services.GetRequiredService<SeriesBook>(), GermanTime.Day(new(2024, 5, 6)).First);
        await series.PutAsync("spot/DE-LU", new("x", day, [.. Enumerable.Repeat((int?)8_000, 96)]), "SMARD", null, default);
        await _town.TariffAsync("exchange", Part("Exchange", PartKind.Energy, new SpotDefinition(0)), Part("Own", PartKind.Levy, new RateDefinition("own.levy")));
        await PutRateAsync("api/energy/rates", 1, HttpMethod.Post);
        await _town.DayAsync(await _town.ContractAsync(1, "exchange"), 1_000);
        await _town.ReleaseAsync(await _town.RunAsync("2024-05-06", "2024-05-07"));

        await series.PutAsync("spot/DE-LU", new("x", day, [9_000]), "SMARD, corrected", null, default);
        var row = (await _town.Local.GetFromJsonAsync<JsonElement>("api/energy/rates")).EnumerateArray().Single(r => r.GetProperty("rate").GetProperty("name").GetString() == "own.levy").GetProperty("row");
        await PutRateAsync($"api/energy/rates/{row}", 2, HttpMethod.Put);
        var correction = (await _town.BillsAsync((await _town.RunAsync("2024-05-06", "2024-05-07", "Correction")).GetProperty("id").GetInt64())).Single();

        Assert.Equal(["Exchange Series spot/DE-LU 1", "Own Rate own.levy"], Changes(correction));
        Assert.Equal([1, 96], correction.GetProperty("facts").GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("cents").GetInt32())); // 1 kWh × 1 ct; 96 kWh × 1 ct

        async Task PutRateAsync(string address, decimal value, HttpMethod method)
        {
            using HttpRequestMessage ask = new(method, address) { Content = JsonContent.Create(new { name = "own.levy", scope = "", value, unit = "ct/kWh", from = "2023-01-01", isChecked = true, source = "test" }) };
            using var kept = await _town.Local.SendAsync(ask);
            Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync());
        }
    }

    // a line for each cause: which line, what changed, and what it names
    static IEnumerable<string> Changes(JsonElement bill) => bill.GetProperty("facts").GetProperty("changes").EnumerateArray()
        .SelectMany(c => c.GetProperty("causes").EnumerateArray().Select(w => $"{c.GetProperty("line")} {Name(w.GetProperty("kind"))} {string.Join(' ', w.GetProperty("args").EnumerateArray())}"));

    static string Name(JsonElement kind) => kind.ToString() is { Length: > 0 } name ? char.ToUpperInvariant(name[0]) + name[1..] : "";
}
