namespace Werkstrom.Store.Queries;

/// <summary>The edges of the buckets that cover a span: bucket i goes from edge i to edge i + 1, microseconds since 1970, UTC.</summary>
static class BucketEdges
{
    /// <summary>More buckets than any chart or table can use.</summary>
    public const int Most = 200_000;

    /// <summary>Edges from the start of the bucket with the first instant to the end of the one with the last.</summary>
    /// <exception cref="ArgumentException">Length not positive, zone not known, or more than <see cref="Most"/> buckets.</exception>
    public static long[] Of(TimeRange range, BucketSize size) =>
        (size.Length, size.Calendar) switch
        {
            ({ } length, null) => Fixed(range, length),
            (null, { } unit) => Calendar(range, unit, Zone(size.Zone)),
            _ => throw new ArgumentException("A bucket has either a length or a calendar unit.", nameof(size)),
        };

    static long[] Fixed(TimeRange range, TimeSpan length)
    {
        var step = length.Ticks / TimeSpan.TicksPerMicrosecond;
        if (step <= 0)
            throw new ArgumentException($"A bucket must be longer than {length}.", nameof(length));
        var first = FloorTo(range.FromMicros, step);
        var count = ((range.ToMicros - 1 - first) / step) + 1;
        if (count > Most)
            throw TooMany(nameof(length));
        var edges = new long[count + 1];
        for (var i = 0; i < edges.Length; i++)
            edges[i] = first + (i * step);
        return edges;
    }

    static long[] Calendar(TimeRange range, CalendarUnit unit, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(range.From, zone).DateTime;
        var day = StartOf(unit, DateOnly.FromDateTime(local));
        List<long> edges = [StartOfDay(day, zone)];
        while (edges[^1] < range.ToMicros)
        {
            day = Next(unit, day);
            edges.Add(StartOfDay(day, zone));
            if (edges.Count > Most)
                throw TooMany(nameof(unit));
        }

        return [.. edges];
    }

    static DateOnly StartOf(CalendarUnit unit, DateOnly day) => unit switch
    {
        CalendarUnit.Day => day,
        CalendarUnit.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        _ => new DateOnly(day.Year, day.Month, 1),
    };

    static DateOnly Next(CalendarUnit unit, DateOnly day) => unit switch
    {
        CalendarUnit.Day => day.AddDays(1),
        CalendarUnit.Week => day.AddDays(7),
        _ => day.AddMonths(1),
    };

    /// <summary>The first instant of a local day; where the clocks jump over midnight, the first after the jump.</summary>
    static long StartOfDay(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        // of a midnight that comes twice the day begins with the first: the one with the greater offset
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return Micros.Of(new DateTimeOffset(local, offset));
    }

    static TimeZoneInfo Zone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new ArgumentException($"The time zone \"{name}\" is not known; use an IANA name such as Europe/Berlin.", nameof(name));

    static ArgumentException TooMany(string parameter) =>
        new($"The span would give more than {Most} buckets; take longer buckets or a shorter span.", parameter);

    /// <summary>The greatest multiple of <paramref name="step"/> that is not after <paramref name="instant"/>, also before 1970.</summary>
    public static long FloorTo(long instant, long step) => instant - ((instant % step + step) % step);
}
