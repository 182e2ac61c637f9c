namespace Werkstrom.Store.Queries;

/// <summary>A half-open span of time, UTC: from inclusive, to exclusive.</summary>
public readonly record struct TimeRange
{
    /// <summary>Makes a span.</summary>
    /// <exception cref="ArgumentException">The end is not after the start.</exception>
    public TimeRange(DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
            throw new ArgumentException($"The end ({to:O}) must be after the start ({from:O}).", nameof(to));
        From = from.ToUniversalTime();
        To = to.ToUniversalTime();
    }

    /// <summary>The first instant.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Microseconds since 1970 of <see cref="From"/>.</summary>
    public long FromMicros => Micros.Of(From);

    /// <summary>Microseconds since 1970 of <see cref="To"/>.</summary>
    public long ToMicros => Micros.Of(To);

    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;
}

/// <summary>Instants as microseconds since 1970, UTC: the Store's clock.</summary>
public static class Micros
{
    /// <summary>Microseconds in a second.</summary>
    public const long PerSecond = 1_000_000;

    /// <summary>Microseconds in a minute.</summary>
    public const long PerMinute = 60 * PerSecond;

    /// <summary>Microseconds in an hour.</summary>
    public const long PerHour = 3_600 * PerSecond;

    /// <summary>Microseconds in a day.</summary>
    public const long PerDay = 24 * PerHour;

    /// <summary>The microseconds of an instant.</summary>
    public static long Of(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of so many microseconds.</summary>
    public static DateTimeOffset ToInstant(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
