namespace Werkstrom.Bench.Condition;

/// <summary>One row that counts, with what it is worth to detect it.</summary>
/// <param name="Series">Which series.</param>
/// <param name="Window">The window it lies in; -1 outside of all.</param>
/// <param name="Detected">What the detector said of it, 0 to 1.</param>
/// <param name="Worth">In a window 1 at its first row, falling to about a quarter at the last; outside -1, less just after a window.</param>
readonly record struct NabRow(int Series, int Window, double Detected, double Worth)
{
    /// <summary>The rows of a series after its probation.</summary>
    /// <param name="number">Of the series.</param>
    /// <param name="series">Times, values and windows.</param>
    /// <param name="detected">For each row, 0 to 1.</param>
    public static IEnumerable<NabRow> Of(int number, NabSeries series, IReadOnlyList<double> detected)
    {
        var next = 0;
        for (var row = 0; row < series.Values.Count; row++)
        {
            while (next < series.Windows.Count && row > series.Windows[next].Last)
                next++;
            var inside = next < series.Windows.Count && row >= series.Windows[next].First;
            if (row >= series.Probation)
                yield return new(number, inside ? next : -1, detected[row], inside ? Hit(row, series.Windows[next]) : Alarm(row, next, series));
        }
    }

    static double Hit(int row, (int First, int Last) window) =>
        Sigmoid(-(window.Last - row + 1) / (double)(window.Last - window.First + 1)) / Sigmoid(-1);

    // an alarm soon after a window is a late one: it costs less than one out of nowhere
    static double Alarm(int row, int next, NabSeries series) => next == 0
        ? -1
        : Sigmoid((row - series.Windows[next - 1].Last) / (double)(series.Windows[next - 1].Last - series.Windows[next - 1].First));

    static double Sigmoid(double position) => position > 3 ? -1 : (2 / (1 + Math.Exp(5 * position))) - 1;
}
