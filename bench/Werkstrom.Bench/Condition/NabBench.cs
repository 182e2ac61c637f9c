using System.Diagnostics;
using Werkstrom.Learning.Watching;

namespace Werkstrom.Bench.Condition;

/// <summary>
/// The Numenta Anomaly Benchmark through the watch of the product at its default sensitivity: one set of parameters, no look-ahead.
/// Cross-validated figures use a threshold that was chosen on other series.
/// </summary>
static class NabBench
{
    const int Splits = 10, Parts = 3;

    public static Task<IReadOnlyList<Row>> RunAsync(ConditionData data, CancellationToken stop)
    {
        var folder = data.Folder("nab");
        var series = NabSeries.All(folder);
        var (rows, busy, passed) = Watch(series, stop);
        var samples = series.Sum(s => s.Values.Count);
        List<Row> figures = [Row.Seen("nab series", series.Count, "series")];
        foreach (var profile in NabProfile.All(folder))
            figures.AddRange(Figures(profile, rows, series.Count));
        figures.Add(Row.AtLeast("nab samples watched, one core, by its processor time", samples / busy.TotalSeconds, "1/s", 1e6));
        figures.Add(Row.Seen("nab samples watched, by the clock", samples / passed.TotalSeconds, "1/s"));
        figures.Add(Row.AtMost("nab state of one signal", new SignalWatch().Save().Length, "B", 8192));
        return Task.FromResult<IReadOnlyList<Row>>(figures);
    }

    // on a machine that has other work the clock says how busy that is
    static (List<NabRow> Rows, TimeSpan Busy, TimeSpan Passed) Watch(IReadOnlyList<NabSeries> series, CancellationToken stop)
    {
        List<NabRow> rows = [];
        var (busy, passed) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < 3; round++) // the first is slowed by the compiler
        {
            var (began, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            double[][] detected = [.. series.Select(Detect)];
            busy = Lesser(busy, Environment.CpuUsage.TotalTime - before);
            passed = Lesser(passed, Stopwatch.GetElapsedTime(began));
            stop.ThrowIfCancellationRequested();
            if (round == 0)
                rows = [.. series.SelectMany((one, number) => NabRow.Of(number, one, detected[number]))];
        }

        return (rows, busy, passed);
    }

    static TimeSpan Lesser(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>What the watch says of each row: 0 where it is silent, else its score on a scale to 1.</summary>
    public static double[] Detect(NabSeries series)
    {
        SignalWatch watch = new();
        var detected = new double[series.Values.Count];
        for (var row = 0; row < detected.Length; row++)
            detected[row] = watch.See(series.Times[row], series.Values[row]) is { } alarm ? alarm.Score / (1 + alarm.Score) : 0;
        return detected;
    }

    static IEnumerable<Row> Figures(NabProfile profile, List<NabRow> rows, int count)
    {
        var best = NabScore.Best(rows, profile);
        var name = $"nab {profile.Name}";
        double? goal = profile.Name switch { "standard" => 70, "reward_low_FP_rate" => 62, _ => null };
        yield return goal is { } least ? Row.AtLeast(name, best.Score, "points", least) : Row.Seen(name, best.Score, "points");
        yield return Row.Seen($"{name}, every alarm of the default sensitivity", NabScore.At(rows, profile, double.Epsilon).Score, "points");
        yield return Row.Seen($"{name}, threshold from the other two thirds", Thirds(profile, rows, count), "points");
        yield return Row.Seen($"{name}, windows hit", best.Hits, "windows");
        yield return Row.Seen($"{name}, false alarms", best.FalseAlarms, "rows");
    }

    // the mean over several ways to cut the series into thirds, each weighted by its windows
    static double Thirds(NabProfile profile, List<NabRow> rows, int count)
    {
        Random random = new(1);
        var (sum, windows) = (0.0, 0);
        for (var split = 0; split < Splits; split++)
        {
            var order = Enumerable.Range(0, count).ToArray();
            random.Shuffle(order);
            for (var part = 0; part < Parts; part++)
            {
                var held = order.Where((_, place) => place % Parts == part).ToHashSet();
                List<NabRow> unseen = [.. rows.Where(r => held.Contains(r.Series))];
                var threshold = NabScore.Best([.. rows.Where(r => !held.Contains(r.Series))], profile).Threshold;
                var weight = unseen.Where(r => r.Window >= 0).Select(r => (r.Series, r.Window)).Distinct().Count();
                sum += weight * NabScore.At(unseen, profile, threshold).Score;
                windows += weight;
            }
        }

        return sum / Math.Max(1, windows);
    }
}
