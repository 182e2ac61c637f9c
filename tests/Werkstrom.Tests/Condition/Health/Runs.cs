using Werkstrom.Condition.Health;

namespace Werkstrom.Tests.Condition.Health;

/// <summary>Minutes of machines for the tests of health: what a signal shows at a minute is given by a formula.</summary>
static class Runs
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero); // a Monday

    /// <summary>Two temperatures that go together, a vibration, and a speed; signals 1 to 4, without states.</summary>
    public static HealthSignals Signals { get; } = new([1, 2, 3, 4], null, [3]);

    /// <summary>Running at two speeds, an hour each, as it always does.</summary>
    public static double[] Well(int minute)
    {
        var fast = minute / 60 % 2;
        var warm = Math.Sin(minute * 0.7) + Math.Sin(minute * 0.013);
        return [40 + (10 * fast) + warm, 25 + (4 * fast) + (0.5 * warm) + (0.3 * Math.Cos(minute * 1.9)), 1 + fast + (0.1 * Math.Sin(minute * 2.3)), 1000 + (500 * fast) + (3 * Math.Sin(minute * 3.1))];
    }

    public static HealthRows Rows(int minutes, Func<int, double[]> at) =>
        new(Start, [.. Enumerable.Range(0, minutes).Select(at)], [.. Enumerable.Repeat(double.NaN, minutes)]);

    public static HealthSpans Nothing { get; } = new([], []);

    /// <summary>Walks through minutes as the product does at its first start.</summary>
    public static (HealthEntry Entry, HealthWalk Walk) Walk(HealthSignals signals, HealthRows rows, HealthSpans? spans = null)
    {
        HealthEntry entry = new(7, signals);
        HealthWalk walk = new(entry, rows, spans ?? Nothing, historyDays: 60);
        walk.Run(rows.EndOf(rows.Count - 1), default);
        return (entry, walk);
    }
}
