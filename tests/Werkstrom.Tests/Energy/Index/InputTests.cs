using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Index;

/// <summary>Inputs from files with gaps, from plants, signals and profiles: whole Wh, worked out by hand.</summary>
public sealed class InputTests
{
    static readonly DateTime Day = new(2024, 6, 3);

    [Fact]
    public async Task Generation_below_0_counts_as_0_and_a_gap_stays_a_gap()
    {
        await using var town = await MadeTown.OpenAsync();
        await town.ImportAsync(MadeTown.Smard(Day, Day.AddDays(1), "-0,25"));
        await town.ImportAsync(MadeTown.Smard(Day.AddDays(1), Day.AddDays(2), "-"));
        await town.ImportAsync(MadeTown.Zone(Day, Day.AddDays(2)));

        var days = (await GetAsync(town, "2024-06-03&to=2024-06-04"))["days"]!.AsArray();

        Assert.Equal(1, (int)days[0]!["negative"]!);
        Assert.Equal(0, (int)days[0]!["quarters"]![0]!["parts"]!["wind"]!);
        Assert.Equal("measured", (string)days[0]!["quarters"]![0]!["quality"]!);
        Assert.Equal("incomplete", (string)days[1]!["quarters"]![0]!["quality"]!);
        Assert.Null(days[1]!["quarters"]![0]!["measured"]);
        var frozen = (await IndexYear.JsonAsync(await town.Host.Local.PostAsync("api/energy/index/T/freeze?from=2024-06-03&to=2024-06-04", null))).AsArray();
        Assert.Equal(["frozen", "missing"], frozen.Select(f => (string)f!["state"]!));
        Assert.Equal("wind 1/96", (string)frozen[1]!["detail"]!);
    }

    [Fact]
    public async Task Plants_count_by_the_weight_of_their_postal_code_and_from_the_day_they_run()
    {
        await using var town = await MadeTown.OpenAsync();
        (await town.Host.Local.PutAsJsonAsync("api/energy/index/T", new { sources = "wind plants\nload profile G25 8000000" })).EnsureSuccessStatusCode();
        await town.ImportAsync("technology;kw;postal_code;from;until\nwind;4000;69256;2019-05-01;\nwind;1000;69118;2024-06-04;\nwind;9000;10115;2019-05-01;\nwind;500;69256;2010-01-01;2024-06-04\n");
        // 1 MWh in a quarter-hour of 8 MW installed: half of what they could
        await town.ImportAsync("Datum von;Datum bis;Wind Onshore [MWh]\n03.06.2024 00:00;03.06.2024 00:15;1,00\n03.06.2024 00:15;03.06.2024 00:30;1,00\n04.06.2024 00:00;04.06.2024 00:15;1,00\n04.06.2024 00:15;04.06.2024 00:30;1,00\n", "&installed=wind=8000");
        await town.ImportAsync(MadeTown.Zone(Day, Day.AddDays(2)));

        var days = (await GetAsync(town, "2024-06-03&to=2024-06-04"))["days"]!.AsArray();

        Assert.Equal(562_500, (int)days[0]!["quarters"]![0]!["parts"]!["wind"]!); // (4,000 + 500) kW × 0.5 × 0.25 h
        Assert.Equal(562_500, (int)days[1]!["quarters"]![0]!["parts"]!["wind"]!); // (4,000 + 50 % of 1,000) kW × 0.5 × 0.25 h
        var profile = Werkstrom.Tariff.Profiles.LoadProfile.Of("G25").Year(2024, 8_000_000_000, d => d.DayOfWeek is DayOfWeek.Sunday ? Werkstrom.Tariff.Holidays.DayType.Sunday
            : d.DayOfWeek is DayOfWeek.Saturday ? Werkstrom.Tariff.Holidays.DayType.Saturday : Werkstrom.Tariff.Holidays.DayType.Workday);
        Assert.Equal(profile[GermanTime.Day(new(2024, 6, 3)).First - GermanTime.Year(2024).First], (int)days[0]!["quarters"]![0]!["load"]!);
    }

    [Fact]
    public async Task Measured_signals_of_power_and_of_a_counter_become_Wh()
    {
        await using var town = await MadeTown.OpenAsync();
        (await town.Host.Local.PutAsJsonAsync("api/energy/index/T", new { sources = "solar signal works/roof/power\nload signal works/main/energy" })).EnsureSuccessStatusCode();
        var signals = await town.Get<SignalCatalog>().EnsureAsync([new("works/roof/power", SignalKind.Measurement, "kW"), new("works/main/energy", SignalKind.Counter, "kW.h")], default);
        var first = Micros.Of(Quarters.Start(GermanTime.Day(new(2024, 6, 3)).First));
        SampleBatch batch = new();
        for (var minute = 0; minute <= 60; minute += 5)
        {
            batch.Add(signals[0].Signal!.Id, first + (minute * Micros.PerMinute), 8);
            batch.Add(signals[1].Signal!.Id, first + (minute * Micros.PerMinute), 100 + minute); // 1 kWh a minute
        }

        await town.Get<ISampleSink>().WriteAsync(batch, default);
        await town.ImportAsync(MadeTown.Zone(Day, Day.AddDays(1)));
        (await town.Host.Local.PostAsync("api/energy/index/T/refresh?from=2024-06-03&to=2024-06-03", null)).EnsureSuccessStatusCode();

        var quarters = (await GetAsync(town, "2024-06-03&to=2024-06-03"))["days"]![0]!["quarters"]!;

        Assert.Equal(2_000, (int)quarters[1]!["parts"]!["solar"]!); // 8 kW × 0.25 h
        Assert.Equal(15_000, (int)quarters[2]!["load"]!);
        Assert.Equal("incomplete", (string)quarters[50]!["quality"]!);
    }

    [Fact]
    public async Task What_is_wrong_with_a_region_or_a_register_is_told_all_at_once_and_nothing_is_kept()
    {
        await using var town = await MadeTown.OpenAsync();
        var refused = await town.Host.Local.PutAsJsonAsync("api/energy/index/keys", new { name = "", zone = "de", state = "XX", postalCodes = "1 69256 69256", sources = "wind\nload plants" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var errors = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]!.AsObject();
        Assert.Equal(["code", "name", "postalCodes", "sources", "state", "zone"], errors.Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Equal(2, errors["sources"]!.AsArray().Count);

        var register = await town.ImportAsync("technology;kw;postal_code;from;until\nwind;4000;69256;2019-05-01;\ncoal;-1;x;soon;\n");
        Assert.Empty(register["rows"]!.AsArray());
        Assert.Equal(4, register["faults"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NotFound, (await town.Host.Local.GetAsync("api/energy/index/nowhere")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await town.Host.Local.GetAsync("api/energy/index/T?from=yesterday")).StatusCode);
    }

    static async Task<JsonNode> GetAsync(MadeTown town, string from) => await IndexYear.JsonAsync(await town.Host.Local.GetAsync($"api/energy/index/T?from={from}"));
}
