using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Cases;

/// <summary>How a signal usually goes through the day: medians of the same time on the days before. What is usual at noon is not what is usual at night.</summary>
sealed class DayCourse
{
    const long Day = TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond;
    const int Least = 2; // days

    // parts of a day in which instants come together, seconds
    static readonly int[] Steps = [60, 120, 300, 600, 900, 1_800, 3_600, 7_200];

    /// <summary>How far back is looked.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(7);

    readonly Dictionary<long, double> _usual;
    readonly long _step;
    readonly TimeZoneInfo _zone;

    /// <param name="before">Means of equal steps, of <see cref="Length"/> at most; empty ones are passed over.</param>
    /// <param name="step">Their length, of <see cref="Step"/>.</param>
    /// <param name="zone">The clock that people go by.</param>
    public DayCourse(IEnumerable<Bucket> before, TimeSpan step, TimeZoneInfo zone)
    {
        (_step, _zone) = (step.Ticks / TimeSpan.TicksPerMicrosecond, zone);
        _usual = before.Where(b => b.Count > 0).GroupBy(b => Part(b.Start)).Where(g => g.Count() >= Least).ToDictionary(g => g.Key, g => Median([.. g.Select(b => b.Mean).Order()]));
    }

    /// <summary>The shortest step that parts a day evenly and is not shorter than so many seconds; two hours at most.</summary>
    public static TimeSpan Step(double seconds) => TimeSpan.FromSeconds(Steps.FirstOrDefault(s => s >= seconds, Steps[^1]));

    /// <summary>How much more is usual at an instant than at another; 0 where that is not known.</summary>
    /// <param name="from">Microseconds since 1970.</param>
    /// <param name="to">Microseconds since 1970.</param>
    public double Change(long from, long to) =>
        _usual.TryGetValue(Part(from), out var there) && _usual.TryGetValue(Part(to), out var here) ? here - there : 0;

    long Part(long instant)
    {
        var wall = instant + (_zone.GetUtcOffset(Micros.ToInstant(instant)).Ticks / TimeSpan.TicksPerMicrosecond);
        return ((wall % Day) + Day) % Day / _step;
    }

    static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
