using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Life;

/// <summary>A place in the past at which a life seems to have ended, for a person to say.</summary>
/// <param name="Signal">What shows it; null: nothing came for long.</param>
/// <param name="At">When.</param>
/// <param name="From">What the signal was at before.</param>
/// <param name="To">What it was at after.</param>
sealed record LifeHint(Signal Signal, DateTimeOffset At, double From, double To);

/// <summary>Finds ends of lives that nobody recorded: wear that rises and falls back to its start, again and again.</summary>
sealed class ResetFinder(PlantData plant)
{
    const int Days = 400;
    const int Most = 40; // signals
    const int Least = 2; // times that it has fallen back
    static readonly TimeSpan Step = TimeSpan.FromHours(2);

    /// <summary>What the signals of an asset show, oldest first.</summary>
    public async Task<IReadOnlyList<LifeHint>> OfAsync(int assetId, DateTimeOffset now, CancellationToken stop)
    {
        var signals = plant.SensorsOf(assetId).Take(Most).ToArray();
        if (signals.Length == 0)
            return [];
        var to = now.AddTicks(-(now.UtcTicks % Step.Ticks));
        var grid = await plant.ReadAsync(signals, new(to.AddDays(-Days), to), Step, stop);
        List<LifeHint> hints = [];
        for (var c = 0; c < signals.Length; c++)
        {
            double[] values = [.. grid.Rows.Select(r => r[c])];
            var column = c;
            hints.AddRange(Resets(values).Select(r => new LifeHint(signals[column], grid.At(r.Row), r.From, r.To)));
        }

        return [.. hints.OrderBy(h => h.At)];
    }

    /// <summary>Where a series that otherwise only rises falls back to its start; none unless it does so again and again.</summary>
    /// <param name="values">In equal steps; NaN is missing.</param>
    public static IReadOnlyList<(int Row, double From, double To)> Resets(IReadOnlyList<double> values)
    {
        int[] there = [.. Enumerable.Range(0, values.Count).Where(i => double.IsFinite(values[i]))];
        if (there.Length < 20)
            return [];
        double[] sorted = [.. there.Select(i => values[i]).Order()];
        var (low, high) = (sorted[sorted.Length / 50], sorted[^Math.Max(1, sorted.Length / 50)]);
        var range = high - low;
        List<(int, double, double)> found = [];
        var (falls, moves) = (0, 0);
        for (var i = 1; i < there.Length && range > 0; i++)
        {
            var (before, after) = (values[there[i - 1]], values[there[i]]);
            if (before - after > 0.4 * range && after < low + (0.25 * range))
                found.Add((there[i], before, after));
            else if (Math.Abs(after - before) > 0.002 * range)
                (falls, moves) = (falls + (after < before ? 1 : 0), moves + 1);
        }

        // noise falls as often as it rises; wear does not heal
        return found.Count >= Least && falls <= 0.1 * moves && moves >= 4 * found.Count ? found : [];
    }
}
