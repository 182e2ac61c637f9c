using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Facts;
using Werkstrom.Condition.Plant;
using Werkstrom.Energy.Facts;
using Werkstrom.Kernel.Facts;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Queries;
using Werkstrom.Tests.Kernel;

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
        EnergyFacts facts = new(host.Services.GetRequiredService<SignalScope>(), host.Services.GetRequiredService<SampleQueries>(), clock);

        var counters = Assert.IsType<FactList>((await facts.ReadAsync(signal.AssetId, default))[^1]);
        var said = Assert.Single(counters.Items).Cast<FactValue>().ToDictionary(f => f.Name, f => f.Value);

        Assert.True(facts.Has(signal.AssetId));
        Assert.Equal(("works/oven/energy", 2.5, 12.5, 44.0), (said["Counter"], said["TodayInKWh"], said["YesterdayInKWh"], said["ThisMonthInKWh"]));
    }

    static KnownFailure Failure(int day, int? hours) => new(day, 1, Day.AddDays(day), hours is { } h ? Day.AddDays(day).AddHours(h) : null, "bearing", null, null);

    static Dictionary<string, object> Values(IReadOnlyList<Fact> facts) =>
        facts.OfType<FactGroup>().Single(g => g.Name == "ReliabilityCharacteristics").Parts.Cast<FactValue>().ToDictionary(f => f.Name, f => f.Value);
}
