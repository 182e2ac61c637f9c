using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Backtest;

/// <summary>
/// Finds failures whose time was written in another time zone. Around each failure it looks for the instant at which the signals of the asset change most,
/// fourteen hours before to fourteen hours after it; when most of these lie the same whole number of hours off, the zone is to be suspected.
/// </summary>
sealed class LabelClock(SampleQueries samples, SignalCatalog signals, AssetCatalog assets)
{
    const int MostFailures = 20, MostSignals = 24, Around = 14 * 60, Compared = 10, Least = 3, Tolerance = 10;
    const double Share = 0.6, Clear = 8;

    /// <summary>Looks at failures.</summary>
    /// <returns>A note that names the hours, or null.</returns>
    public async Task<BacktestNote?> CheckAsync(IReadOnlyList<FailureMark> failures, int? assetId, CancellationToken stop)
    {
        List<double> offsets = [];
        foreach (var failure in failures.TakeLast(MostFailures))
        {
            var of = Of(failure.AssetId).Take(MostSignals).ToArray();
            if (of.Length == 0)
                continue;
            TimeRange range = new(failure.At.AddMinutes(-Around), failure.At.AddMinutes(Around));
            var columns = await samples.BucketsAsync([.. of.Select(s => s.Id)], range, new(TimeSpan.FromMinutes(1)), stop);
            if (Change([.. columns.Select(c => Minutes(c, range))]) is { } minute)
                offsets.Add(minute - Around);
        }

        return Off(offsets) is var (hours, count) && hours != 0 ? new("note.hours", count, offsets.Count, hours) : null;
    }

    /// <summary>The whole number of hours by which most lie off, and how many do; 0 where there is none.</summary>
    /// <param name="minutes">From the failure to where signals change, for each failure.</param>
    public static (int Hours, int Count) Off(IReadOnlyList<double> minutes)
    {
        var best = minutes.Where(m => Math.Abs(m - (60 * Math.Round(m / 60))) <= Tolerance).GroupBy(m => (int)Math.Round(m / 60))
            .OrderByDescending(g => g.Count()).ThenBy(g => Math.Abs(g.Key)).FirstOrDefault();
        return best is not null && best.Key != 0 && best.Count() >= Least && best.Count() >= Share * minutes.Count ? (best.Key, best.Count()) : (0, 0);
    }

    /// <summary>The minute before which and after which the means of ten minutes differ most, of all columns; null where no change stands out.</summary>
    public static int? Change(IReadOnlyList<double[]> columns)
    {
        var (best, at) = (Clear, (int?)null);
        foreach (var column in columns)
        {
            var steps = Steps(column);
            double[] sizes = [.. steps.Where(double.IsFinite).Order()];
            if (sizes.Length < 2 * Compared)
                continue;
            var usual = Math.Max(sizes[sizes.Length / 2], sizes[^1] * 1e-9);
            for (var i = 0; i < steps.Length; i++)
            {
                if (usual > 0 && steps[i] / usual > best)
                    (best, at) = (steps[i] / usual, i);
            }
        }

        return at;
    }

    // the asset that failed, what it is a part of, and its parts
    IEnumerable<Signal> Of(int assetId) => signals.All
        .Where(s => !PlantData.IsOwn(s) && (assets.IsWithin(s.AssetId, assetId) || assets.IsWithin(assetId, s.AssetId)))
        .OrderBy(s => s.AssetId == assetId ? 0 : 1).ThenBy(s => s.Id);

    static double[] Steps(double[] column)
    {
        var steps = new double[column.Length];
        Array.Fill(steps, double.NaN);
        for (var i = Compared; i + Compared <= column.Length; i++)
        {
            var before = column.AsSpan(i - Compared, Compared);
            var after = column.AsSpan(i, Compared);
            steps[i] = Math.Abs(Mean(after) - Mean(before));
        }

        return steps;
    }

    static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    // a value holds until the next one
    static double[] Minutes(IReadOnlyList<Bucket> buckets, TimeRange range)
    {
        var minutes = new double[2 * Around];
        Array.Fill(minutes, double.NaN);
        foreach (var bucket in buckets)
        {
            if ((bucket.Start - range.FromMicros) / (60 * Micros.PerSecond) is >= 0 and var minute && minute < minutes.Length)
                minutes[minute] = bucket.Mean;
        }

        for (var i = 1; i < minutes.Length; i++)
            minutes[i] = double.IsNaN(minutes[i]) ? minutes[i - 1] : minutes[i];
        return minutes;
    }
}
