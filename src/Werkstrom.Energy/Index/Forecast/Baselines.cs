namespace Werkstrom.Energy.Index.Forecast;

/// <summary>
/// What a forecast has to beat: rules of thumb, each from earlier days only. "Yesterday" gets the whole day before, of which a forecast at 18:00
/// knows two thirds; that is to its favour.
/// </summary>
static class Baselines
{
    const int Day = 96;

    /// <summary>Their names, in order.</summary>
    public static readonly string[] Names = ["climatology", "yesterday", "last-week", "month-slot"];

    /// <summary>Their answers for a quarter-hour, 0 to 1; NaN where one knows nothing.</summary>
    public static double[] Of(ShareHistory history, int quarter) =>
    [
        Mean(history, quarter, int.MaxValue),
        history.At(history.Share, quarter - Day),
        history.At(history.Share, quarter - (7 * Day)),
        Mean(history, quarter, 31),
    ];

    // the same time of the day, from the day before yesterday backwards: yesterday was not over at 18:00
    static double Mean(ShareHistory history, int quarter, int days)
    {
        var (sum, count) = (0.0, 0);
        for (var d = 2; d <= days && quarter - (d * Day) >= history.Range.First; d++)
        {
            if (history.At(history.Share, quarter - (d * Day)) is var share && !double.IsNaN(share))
                (sum, count) = (sum + share, count + 1);
        }

        return count > 0 ? sum / count : double.NaN;
    }
}
