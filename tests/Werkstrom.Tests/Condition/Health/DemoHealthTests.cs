using Werkstrom.Condition.Health;
using Werkstrom.Condition.Plant;
using Werkstrom.Emulator.Works;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Condition.Health;

/// <summary>The emulated works for 33 days from a Monday, as the demo has them: what health says of machines that fail and of such that do not.</summary>
public sealed class DemoHealthTests(DemoHealthTests.Works works) : IClassFixture<DemoHealthTests.Works>
{
    const int Days = 33;
    static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("line1/mill1")]
    [InlineData("line2/press2")]
    public void A_healthy_machine_stays_above_80_most_of_the_time(string asset)
    {
        var (_, walk) = works.Walk(asset);
        var seen = walk.Index.ConvertAll(i => i.Index);

        Assert.True(seen.Count > 25 * 1440);
        Assert.True(seen.Count(i => i < 50) < 0.02 * seen.Count);
        Assert.True(seen.Count(i => i > 80) > 0.9 * seen.Count);
    }

    [Fact]
    public void A_spindle_bearing_that_wears_falls_in_health_days_before_it_fails()
    {
        var (entry, walk) = works.Walk("line1/mill2");
        var failures = works.Failures("line1/mill2");
        string[] bearing = ["vibration", "bearing_temperature"];

        Assert.Equal(2, failures.Count);
        // it begins to show five days before; two days before at the latest the index has been below 50
        Assert.All(failures, failure => Assert.InRange(
            (failure.At - walk.Index.First(i => i.At > failure.At.AddDays(-5) && i.Index < 50).At).TotalDays, 2, 5));

        // the second one, with three weeks learned, is told as soon and lasts until it fails
        var last = failures[1].At;
        Assert.True(walk.Index.Last(i => i.At < last).Index < 20);
        var told = walk.Findings.Where(f => f.At > last.AddDays(-5) && f.At < last).ToList();
        Assert.InRange((last - told[0].At).TotalDays, 2, 5);
        Assert.True(told[^1].EndedAt is null || told[^1].EndedAt >= last);
        Assert.All(told, f => Assert.Contains(works.NameOf(entry, f.Parts[0].SignalId), bearing));
    }

    /// <summary>The works, stepped through once.</summary>
    public sealed class Works
    {
        readonly MetalWorks _works = new(1, Start);
        readonly float[][] _values = new float[Days * 1440][];

        public Works()
        {
            for (var i = 0; i < _values.Length; i++)
            {
                _works.Advance(TimeSpan.FromMinutes(1));
                _values[i] = Array.ConvertAll(_works.Values, v => (float)v);
            }
        }

        internal IReadOnlyList<KnownFailure> Failures(string asset) =>
        [
            .. _works.All.Single(m => m.Asset == asset).Ageing?.Within(Start, Start.AddDays(Days))
                .Select((f, i) => new KnownFailure(i + 1, 7, f.At, f.Until, "failure", null, null)) ?? [],
        ];

        internal (HealthEntry Entry, HealthWalk Walk) Walk(string asset)
        {
            int[] sensors = [.. Columns(asset, SignalKind.Measurement)];
            var state = Columns(asset, SignalKind.State).Single();
            int[] drivers = [.. sensors.Index().Where(s => Name(s.Item) is "power" or "spindle_speed").Select(s => s.Index)];
            HealthRows rows = new(
                Start, Array.ConvertAll(_values, v => Array.ConvertAll(sensors, s => (double)v[s])), Array.ConvertAll(_values, v => (double)v[state]));
            return Runs.Walk(new(sensors, state, drivers), rows, new(Failures(asset), []));
        }

        internal string NameOf(HealthEntry entry, int signal) => entry.Signals.Sensors.Contains(signal) ? Name(signal) : "";

        IEnumerable<int> Columns(string asset, SignalKind kind) => _works.Signals.Index().Where(s => s.Item.Asset == asset && s.Item.Kind == kind).Select(s => s.Index);

        string Name(int column) => _works.Signals[column].Name;
    }
}
