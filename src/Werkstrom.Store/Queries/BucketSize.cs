namespace Werkstrom.Store.Queries;

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
