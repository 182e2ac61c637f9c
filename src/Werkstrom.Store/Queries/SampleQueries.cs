namespace Werkstrom.Store.Queries;

/// <summary>What can be asked of the samples. Values come in the signal's shown unit, instants in UTC, spans are half-open.</summary>
public sealed class SampleQueries
{
    /// <summary>Every sample of a signal in a span, at most <paramref name="limit"/> from its start.</summary>
    public Task<Series> RawAsync(int signal, TimeRange range, int limit, CancellationToken stop) =>
        throw new NotImplementedException();

    /// <summary>
    /// A signal for a chart so many pixels wide: first, last, least and greatest of every pixel (M4), so that the picture is the
    /// one that all samples would give. Long spans come from the hourly figures.
    /// </summary>
    public Task<Series> ChartAsync(int signal, TimeRange range, int pixels, CancellationToken stop) =>
        throw new NotImplementedException();

    /// <summary>Figures per bucket for several signals, in the order of <paramref name="signals"/>.</summary>
    public Task<IReadOnlyList<IReadOnlyList<Bucket>>> BucketsAsync(
        IReadOnlyList<int> signals, TimeRange range, BucketSize size, CancellationToken stop) =>
        throw new NotImplementedException();

    /// <summary>The last value at or before each instant (microseconds), no older than <paramref name="atMost"/>; NaN where there is none.</summary>
    public Task<double[]> AsOfAsync(int signal, IReadOnlyList<long> instants, TimeSpan? atMost, CancellationToken stop) =>
        throw new NotImplementedException();
}

/// <summary>How long a bucket is: a fixed span aligned to 1970 UTC, or calendar days, weeks or months in a zone.</summary>
/// <param name="Length">Length of a fixed bucket; for calendar buckets null.</param>
/// <param name="Calendar">Calendar unit; null for a fixed span.</param>
/// <param name="Zone">Zone of calendar buckets, an IANA name; default <c>UTC</c>.</param>
public sealed record BucketSize(TimeSpan? Length, CalendarUnit? Calendar = null, string Zone = "UTC");

/// <summary>Calendar units for buckets.</summary>
public enum CalendarUnit
{
    /// <summary>Local days: 23, 24 or 25 hours.</summary>
    Day,

    /// <summary>Weeks from Monday.</summary>
    Week,

    /// <summary>Months.</summary>
    Month,
}
