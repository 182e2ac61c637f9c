namespace Werkstrom.Bench.Condition;

/// <summary>The score of a detector: 0 for one that is always silent, 100 for one that hits the first row of every window and nothing else.</summary>
/// <param name="Score">At most 100; below 0 where false alarms cost more than hits bring.</param>
/// <param name="Threshold">From which on a row counts as detected.</param>
/// <param name="Hits">Windows hit.</param>
/// <param name="FalseAlarms">Rows outside of windows.</param>
readonly record struct NabScore(double Score, double Threshold, int Hits, int FalseAlarms)
{
    const double Never = 1.1; // above every score, as in the benchmark

    /// <summary>With the threshold that is best for all rows together: the benchmark's own rule.</summary>
    public static NabScore Best(IReadOnlyCollection<NabRow> rows, NabProfile profile) => Sweep(rows, profile, 0, best: true);

    /// <summary>With a threshold that was known before.</summary>
    public static NabScore At(IReadOnlyCollection<NabRow> rows, NabProfile profile, double threshold) =>
        Sweep(rows, profile, threshold, best: false) with { Threshold = threshold };

    // from the highest score down: each row adds what it is worth, a window the worth of its best row
    static NabScore Sweep(IReadOnlyCollection<NabRow> rows, NabProfile profile, double threshold, bool best)
    {
        var windows = rows.Where(r => r.Window >= 0).Select(r => (r.Series, r.Window)).Distinct().Count();
        Dictionary<(int Series, int Window), double> hits = [];
        var (total, falseAlarms) = (-profile.Miss * windows, 0);
        NabScore now = new(total, Never, 0, 0);
        foreach (var same in rows.Where(r => r.Detected >= threshold).GroupBy(r => r.Detected).OrderByDescending(g => g.Key))
        {
            foreach (var row in same)
            {
                if (row.Window < 0)
                {
                    total += profile.FalseAlarm * row.Worth;
                    falseAlarms++;
                    continue;
                }

                var before = hits.TryGetValue((row.Series, row.Window), out var worth) ? worth : -profile.Miss;
                hits[(row.Series, row.Window)] = Math.Max(before, profile.Hit * row.Worth);
                total += hits[(row.Series, row.Window)] - before;
            }

            if (!best || total > now.Score)
                now = new(total, same.Key, hits.Count, falseAlarms);
        }

        return now with { Score = Scaled(now.Score, windows, profile) };
    }

    static double Scaled(double total, int windows, NabProfile profile) =>
        windows == 0 ? 0 : 100 * (total + (profile.Miss * windows)) / (windows * (profile.Hit + profile.Miss));
}
