namespace Werkstrom.Condition.Life.Csv;

/// <summary>What is kept of a file beside the model that was learned from it.</summary>
static class CsvAbout
{
    const double Day = 86_400;

    public static LifeModelAbout Of(CsvHead head, CsvRoles roles, double step, double share, double naive) => new(
        step, roles.IsDate ? "d" : roles.Time is { } time && head.HasHeader ? time.Name : "", roles.IsDate, roles.Unit?.Name, roles.Time?.Name,
        head.HasHeader, share, naive);

    /// <summary>From the unit of the time column to that which is shown: days for dates.</summary>
    public static double Scale(LifeModelAbout about) => about.IsDate ? 1 / Day : 1;

    /// <summary>Root mean square error of saying the mean of all lives at every sample, lives cut at the cap.</summary>
    /// <param name="lives">Samples of each.</param>
    /// <param name="cap">In samples.</param>
    public static double Naive(IEnumerable<int> lives, double cap)
    {
        double[] left = [.. lives.SelectMany(l => Enumerable.Range(0, l).Select(t => Math.Min(cap, l - 1.0 - t)))];
        var mean = left.Average();
        return Math.Sqrt(left.Average(x => (x - mean) * (x - mean)));
    }
}
