using System.Net.Http.Json;
using System.Text.Json;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tests.Tariff;
using static Werkstrom.Tests.Energy.Bills.BillTown;

namespace Werkstrom.Tests.Energy.Bills;

/// <summary>The year 2024 of SMARD and the given load profiles, as a new user has them: import, tariff, contracts, run, bill, explained.</summary>
public sealed class YearTests(Host host) : IClassFixture<Host>
{
    static readonly (string Profile, int Kwh, long MicroCents)[] Golden =
    [
        ("LP_W_EFH", 3_500, 28_300_511_756), // 283.01 €
        ("LP_W_W", 1_500, 12_081_029_180), // 120.81 €
        ("LP_WP", 6_000, 51_860_602_183), // 518.61 €
        ("LP_G_MV", 500_000, 4_125_550_569_060), // 41,255.51 €
    ];

    [DataFact(EnergyData.Prices2024)]
    public async Task Given_prices_and_profiles_When_billed_Then_the_golden_costs_and_the_bill_worked_out_by_hand_come_out()
    {
        BillTown town = new(host);
        await town.OpenAsync();
        using (var prices = await town.Local.PostAsync("api/energy/market/import?zone=DE-LU&file=2024.csv", new StringContent(await File.ReadAllTextAsync(SharedData.Path(EnergyData.Prices2024)))))
            Assert.True(prices.IsSuccessStatusCode, await prices.Content.ReadAsStringAsync());
        await town.TariffAsync("exchange", Part("Exchange", PartKind.Energy, new SpotDefinition(0)));
        await town.TariffAsync("house", House());
        for (var i = 0; i < Golden.Length; i++)
            await town.ProfileAsync(await town.ContractAsync(i, "exchange"), Golden[i].Profile, Golden[i].Kwh);
        await town.ProfileAsync(await town.ContractAsync(10, "house"), "LP_W_EFH", 3_500);

        var run = await town.RunAsync("2024-01-01", "2024-12-31"); // 365 of 366 days: 35,040 quarter-hours
        Assert.Equal((5, 0), (run.GetProperty("sums").GetProperty("count").GetInt32(), run.GetProperty("sums").GetProperty("blocked").GetInt32()));
        var bills = await town.ReleaseAsync(run);

        foreach (var (bill, golden) in bills.Where(b => b.GetProperty("tariff").GetString() == "exchange").OrderBy(b => b.GetProperty("contract").GetString()).Zip(Golden))
            Assert.Equal(golden.MicroCents, bill.GetProperty("lines")[0].GetProperty("microCents").GetInt64());
        var house = bills.Single(b => b.GetProperty("tariff").GetString() == "house");
        Assert.Equal(28_300_511_756, house.GetProperty("lines")[0].GetProperty("microCents").GetInt64());
        // the lines of BillFrameTests, worked out by hand there
        Assert.Equal(
            [("Exchange", 283_01), ("Supply", 52_51), ("Base fee", 119_67), ("Grid, work", 327_30), ("Grid, base", 72_80), ("Module 1", -137_05), ("Metering", 19_95),
                ("Concession", 55_66), ("KWKG", 9_63), ("Offshore", 22_96), ("Special grid use", 22_51), ("Electricity tax", 71_76)],
            house.GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("name").GetString()!, l.GetProperty("cents").GetInt32())));
        Assert.Equal((920_71, 1_095_64), (house.GetProperty("net").GetInt32(), house.GetProperty("gross").GetInt32()));

        await ExplainedAsync(town, house);
        await PagesAsync(town, house);
    }

    static async Task ExplainedAsync(BillTown town, JsonElement house)
    {
        var number = house.GetProperty("number").GetString()!;
        var line = await town.Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/{number}/lines/1?day=2024-06-26");
        Assert.Equal(28_300_511_756, line.GetProperty("months").EnumerateArray().Sum(m => m.GetProperty("microCents").GetInt64()));
        var quarters = line.GetProperty("quarters").EnumerateArray().ToList();
        Assert.Equal((96, 209_681), (quarters.Count, quarters[24].GetProperty("signal").GetInt32())); // 06:00, the exchanges decoupled
        Assert.All(quarters, q => Assert.Equal(q.GetProperty("microCents").GetInt64(), q.GetProperty("wattHours").GetInt64() * q.GetProperty("price").GetInt64()));
        Assert.Equal("spot/DE-LU", line.GetProperty("proof").GetProperty("name").GetString());
        Assert.Equal(92, (await town.Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/{number}/lines/1?day=2024-03-31")).GetProperty("quarters").GetArrayLength());
        var again = await town.Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/{number}/again");
        Assert.True(again.GetProperty("isSame").GetBoolean());
    }

    static async Task PagesAsync(BillTown town, JsonElement house)
    {
        var number = house.GetProperty("number").GetString()!;
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"energy/bills/{number}") { Headers = { { "Accept-Language", "de" } } };
        using var answer = await town.Local.SendAsync(ask);
        var page = await answer.Content.ReadAsStringAsync();
        foreach (var expected in (string[])["1.095,64", "920,71", "174,93", "Erika Mustermann 10", Malo(10), "9900000000026", "9900000000033", "Schlichtungsstelle Energie", "3.500,553", "Konzessionsabgabe", "Stromsteuer", "Kündigungsfrist"])
            Assert.Contains(expected, System.Net.WebUtility.HtmlDecode(page).Replace('\u00A0', ' '), StringComparison.Ordinal);
        var file = await town.Local.GetStringAsync($"energy/bills/{number}/file");
        Assert.Contains("<style>", file, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", file, StringComparison.Ordinal);
        Assert.Equal(15, (await town.Local.GetStringAsync($"api/energy/bills/{number}/csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length); // head, 12 lines, VAT, total
        Assert.Contains("26", await town.Local.GetStringAsync($"energy/bills/{number}/lines/1?day=2024-06-26"), StringComparison.Ordinal);
        foreach (var other in (string[])["energy/bills", "energy/bills/supplier", "energy/bills/runs/1", "energy/meters", $"energy/meters/{Malo(10)}?day=2024-06-26"])
        {
            using var shown = await town.Local.GetAsync(other);
            Assert.True(shown.IsSuccessStatusCode, $"{other}: {await shown.Content.ReadAsStringAsync()}");
        }
    }

    static TariffDefinition House()
    {
        DateOnly begin = new(2023, 1, 1);
        return new(
            "House",
            [
                Part("Exchange", PartKind.Energy, new SpotDefinition(0)),
                Part("Supply", PartKind.Energy, new FlatDefinition(1.5m)),
                Part("Grid, work", PartKind.Grid, new RateDefinition("grid.work", RateScope.GridOperator)),
                Part("Concession", PartKind.Concession, new RateDefinition("concession", RateScope.Town)),
                Part("KWKG", PartKind.Levy, new RateDefinition("levy.kwkg")),
                Part("Offshore", PartKind.Levy, new RateDefinition("levy.offshore")),
                Part("Special grid use", PartKind.Levy, new RateDefinition("levy.special-grid-use")),
                Part("Electricity tax", PartKind.Tax, new RateDefinition("tax.electricity")),
            ],
            [
                new("Base fee", PartKind.Energy, begin, 120),
                new("Grid, base", PartKind.Grid, begin, Rate: "grid.base", Scope: RateScope.GridOperator),
                new("Module 1", PartKind.Grid, begin, Rate: "grid.module1", Scope: RateScope.GridOperator, IsReduction: true),
                new("Metering", PartKind.Metering, begin, Rate: "metering", Scope: RateScope.Household),
            ]);
    }
}
