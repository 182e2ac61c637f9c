using Werkstrom.Learning.Health;

namespace Werkstrom.Tests.Learning.Health;

public sealed class OperatingRegimesTests
{
    // load 0 to 100 % by and by, a temperature that follows it, a pressure that does not
    static double[] Loaded(int i) => [i * 37 % 101, 20 + (0.5 * (i * 37 % 101)) + Math.Sin(i), 5 + Math.Sin(i * 1.7)];

    [Fact]
    public void States_make_regimes_and_a_state_hardly_seen_makes_none()
    {
        var states = Enumerable.Range(0, 400).Select(i => i < 10 ? 7.0 : i % 4 == 0 ? 1 : 3).ToArray();
        var found = OperatingRegimes.Find([.. states.Select((s, i) => new[] { s + Math.Sin(i), Math.Cos(i) })], states, []);

        Assert.Equal([1.0, 3.0], found.All.Select(r => r.State));
        Assert.Equal(0, found.Of([0, 0], 1));
        Assert.Equal(1, found.Of([0, 0], 3));
        Assert.Equal(-1, found.Of([0, 0], 7));
        Assert.Equal(-1, found.Of([0, 0], double.NaN));
    }

    [Fact]
    public void A_load_that_changes_continuously_is_cut_into_levels()
    {
        var found = OperatingRegimes.Find([.. Enumerable.Range(0, 2_000).Select(Loaded)], null, [0]);

        Assert.InRange(found.All.Count, 2, 5);
        Assert.Equal(0, found.Of(Loaded(0), null));
        Assert.Equal(found.All.Count - 1, found.Of([100, 70, 5], null));
        Assert.Equal(found.All.Select(r => r.Levels[0].Mean).Order(), found.All.Select(r => r.Levels[0].Mean));
        Assert.Equal(2_000, found.All.Sum(r => r.Rows));
        Assert.Equal(-1, found.Of([double.NaN, 70, 5], null));
    }

    [Fact]
    public void A_signal_that_explains_nothing_of_the_others_makes_no_regimes()
    {
        var found = OperatingRegimes.Find([.. Enumerable.Range(0, 2_000).Select(i => new[] { i * 37 % 101, Math.Sin(i), Math.Sin(i * 1.7) })], null, [0]);

        Assert.Empty(Assert.Single(found.All).Levels);
        Assert.Equal(0, found.Of([50, 0, 0], null));
    }

    [Fact]
    public void Too_few_rows_make_no_regime_and_faults_are_said_at_once()
    {
        Assert.Empty(OperatingRegimes.Find([.. Enumerable.Range(0, 49).Select(Loaded)], null, [0]).All);

        var refused = Assert.Throws<ArgumentException>(() => OperatingRegimes.Find([[1, 2]], [1, 2], [2]));
        Assert.Contains("states: one for each of 1 rows", refused.Message, StringComparison.Ordinal);
        Assert.Contains("drivers: there is no column 2", refused.Message, StringComparison.Ordinal);
    }
}
