using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Werkstrom.Condition.Facts;
using Werkstrom.Condition.Plant;
using Werkstrom.Condition.Rules;
using Werkstrom.Energy.Facts;
using Werkstrom.Energy.Works;
using Werkstrom.Kernel.Facts;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Queries;
using Werkstrom.Tests.Kernel;
using Werkstrom.Ui;

namespace Werkstrom.Tests.Twins.Facts;

/// <summary>What modules tell twins of assets.</summary>
public sealed class FactsTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Day = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Between_failures_lies_the_time_without_repairs()
    {
        // ten days apart each; the first was repaired after one day, the second after three, the last one is open
        var said = Values(ReliabilityFacts.Of([Failure(0, 24), Failure(10, 72), Failure(20, null)]));

        Assert.Equal(3, said["ObservedFailures"]);
        Assert.Equal(8.0, said["ObservedMTBFInDays"]); // (20 - 1 - 3) / 2
        Assert.Equal(48.0, said["ObservedMTTRInHours"]);
        Assert.False(said.ContainsKey("MTBF")); // no whole year
        Assert.Empty(ReliabilityFacts.Of([Failure(0, 24)]));
        Assert.Equal(2, Values(ReliabilityFacts.Of([Failure(0, null), Failure(800, null)]))["MTBF"]);
    }

    [Fact]
    public async Task A_counter_tells_what_it_counted_by_the_days_of_the_house()
    {
        var signal = (await host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([new("works/oven/energy", SignalKind.Counter, "W.h")], default))[0].Signal!;
        SampleBatch batch = new(4);
        // midnight in Berlin is 23:00 UTC in winter
        foreach (var (at, value) in new[] { ("2024-01-31T23:00:00Z", 1_000.0), ("2024-02-08T23:00:00Z", 30_000), ("2024-02-09T23:00:00Z", 42_500), ("2024-02-10T11:00:00Z", 45_000) })
            batch.Add(signal.Id, Micros.Of(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)), value);
        await host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
        TestClock clock = new(new(2024, 2, 10, 12, 0, 0, TimeSpan.Zero));
        var facts = Energy(clock, "Europe/Berlin");

        var counters = Assert.IsType<FactList>((await facts.ReadAsync(signal.AssetId, default))[^1]);
        var said = Assert.Single(counters.Items).Cast<FactValue>().ToDictionary(f => f.Name, f => f.Value);

        Assert.True(facts.Has(signal.AssetId));
        // in Tokyo it is 21:00 of the same day; its midnights are at 15:00 UTC, and nothing was counted near them
        var elsewhere = await Energy(clock, "Asia/Tokyo").ReadAsync(signal.AssetId, default);
        Assert.Equal("Asia/Tokyo", ((FactValue)elsewhere[0]).Value);
        Assert.DoesNotContain(Assert.IsType<FactList>(elsewhere[^1]).Items[0], f => f.Name == "TodayInKWh");
        Assert.Equal(("works/oven/energy", 2.5, 12.5, 44.0), (said["Counter"], said["TodayInKWh"], said["YesterdayInKWh"], said["ThisMonthInKWh"]));
    }

    [Fact]
    public async Task Limits_of_signals_and_rules_are_the_boundaries_of_a_remaining_life()
    {
        var signals = host.Services.GetRequiredService<SignalCatalog>();
        var made = (await signals.EnsureAsync([new("works/bounded/oil", SignalKind.Measurement, "Cel"), new("works/bounded/speed", SignalKind.Measurement, "/min")], default)).Select(s => s.Signal!).ToArray();
        await signals.ChangeAsync(made[0].Id, s => s with { Limits = new(null, 20, 70, 85) }, default);
        await host.Services.GetRequiredService<RuleBook>().SaveAsync(
            new() { Name = "too fast", Kind = ConditionRuleKind.Above, SignalId = made[1].Id, Unit = "Hz", Limit = 50 }, default);

        var list = host.Services.GetRequiredService<BoundaryFacts>().Of(made[0].AssetId, s => s.Name == "oil");

        Assert.Equal(
        [
            ("works/bounded/oil", false, 20.0, "Cel", "Not below: warning limit of the signal"), ("works/bounded/oil", false, 70.0, "Cel", "Not above: warning limit of the signal"),
            ("works/bounded/oil", true, 85.0, "Cel", "Not above: alarm limit of the signal"), ("works/bounded/speed", false, 3_000.0, "/min", "Not above: rule 'too fast'"),
        ], list.Items.Select(i => i.Cast<FactValue>().ToDictionary(f => f.Name, f => f.Value)).Select(i => (
            (string)i["ConditionName"], (bool)i["IsBoundaryConditionUsedInModel"], (double)i["BoundaryValueRange"], (string)i["BoundaryEngineeringUnit"], (string)i["BoundaryDescription"])));
    }

    [Fact]
    public void Cost_and_carbon_are_those_of_the_works_and_none_is_told_of_a_part()
    {
        // before yesterday 3 kWh at 10 ct and 300 g; yesterday 5 kWh at 20 ct, of which nobody knows the CO₂, and a silent quarter-hour: 0.30 € + 1 €
        MachineLoad machine = new(7, "Mill", "works/mill/energy", [3_000, 5_000, null]);
        WorksData data = new(new(1_000_000, 3), [10_000, 20_000, 20_000], [300, null, 300], [machine], [], []);

        var groups = CostFacts.Of(data, machine, 1).Cast<FactGroup>().ToDictionary(g => g.Name, g => g.Parts.Cast<FactValue>().ToDictionary(f => f.Name, f => f.Value));
        var first = CostFacts.Of(data with { Range = new(1_000_000, 1) }, machine, 1).Cast<FactGroup>().Single();

        Assert.Equal((5.0, 1.0, 1), (groups["Yesterday"]["EnergyInKWh"], groups["Yesterday"]["NetCostInEuro"], groups["Yesterday"]["MissingQuarterHours"]));
        Assert.Equal((8.0, 1.3, "works/mill/energy"), (groups["LastSevenDays"]["EnergyInKWh"], groups["LastSevenDays"]["NetCostInEuro"], groups["LastSevenDays"]["Basis"]));
        Assert.All(groups.Values, g => Assert.DoesNotContain("CO2InKg", g.Keys));
        Assert.Equal(("LastSevenDays", 0.9), (first.Name, first.Parts.Cast<FactValue>().Single(f => f.Name == "CO2InKg").Value));
    }

    EnergyFacts Energy(TimeProvider clock, string zone) => new(host.Services.GetRequiredService<SignalScope>(), host.Services.GetRequiredService<SampleQueries>(),
        host.Services.GetRequiredService<CostFacts>(), Options.Create(new UiOptions { TimeZone = zone }), clock);

    static KnownFailure Failure(int day, int? hours) => new(day, 1, Day.AddDays(day), hours is { } h ? Day.AddDays(day).AddHours(h) : null, "bearing", null, null);

    static Dictionary<string, object> Values(IReadOnlyList<Fact> facts) =>
        facts.OfType<FactGroup>().Single(g => g.Name == "ReliabilityCharacteristics").Parts.Cast<FactValue>().ToDictionary(f => f.Name, f => f.Value);
}
