using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import.Reading;

/// <summary>What became of a local time.</summary>
enum LocalTime
{
    /// <summary>It has one instant.</summary>
    Ok,

    /// <summary>The clocks jumped over it in spring.</summary>
    Gap,
}

/// <summary>
/// Local times of a zone to UTC, row by row. In the hour that comes twice in autumn the order of the rows decides: summer time first, and winter
/// time from where the clock goes back (the other way round in a file that runs backwards).
/// </summary>
sealed class LocalClock
{
    const long Day = 86_400_000_000;

    readonly TimeZoneInfo _zone;
    long _day = long.MinValue;
    long? _dayOffset;
    long _before = long.MinValue;
    long _ambiguous = long.MinValue;
    bool _isSecond;

    public LocalClock(string zone) => _zone = Find(zone) ?? throw new ArgumentException($"The zone '{zone}' is not known.", nameof(zone));

    /// <summary>The zone of an IANA name, <c>UTC</c>, or an offset such as <c>+01:00</c>; null when there is none.</summary>
    public static TimeZoneInfo? Find(string zone)
    {
        if (ZoneWord.OffsetOf(zone) is { } minutes && zone is not ("CET" or "CEST" or "MEZ" or "MESZ"))
            return TimeZoneInfo.CreateCustomTimeZone(zone, TimeSpan.FromMinutes(minutes), zone, zone);
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone is "MEZ" or "MESZ" or "CET" or "CEST" ? "Europe/Berlin" : zone, out var found) ? found : null;
    }

    /// <summary>How many rows fell into the hour that comes twice.</summary>
    public long Doubtful { get; private set; }

    /// <summary>The instant of a local time, microseconds UTC.</summary>
    /// <param name="local">Local microseconds since 1970 as if in UTC.</param>
    /// <param name="utc">The instant.</param>
    public LocalTime ToUtc(long local, out long utc)
    {
        var offset = OffsetOfDay(local);
        utc = local - (offset ?? 0);
        var before = _before;
        _before = local;
        if (offset is not null)
            return LocalTime.Ok;

        var time = DateTime.UnixEpoch.AddTicks(local * 10);
        time = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
        if (_zone.IsInvalidTime(time))
            return LocalTime.Gap;
        var span = _zone.IsAmbiguousTime(time) ? Ambiguous(local, before, _zone.GetAmbiguousTimeOffsets(time)) : _zone.GetUtcOffset(time);
        utc = local - (span.Ticks / 10);
        return LocalTime.Ok;
    }

    /// <summary>The offset in microseconds when it is the same all day, with half a day around.</summary>
    long? OffsetOfDay(long local)
    {
        var day = (local / Day) - (local % Day < 0 ? 1 : 0);
        if (day == _day)
            return _dayOffset;
        var start = DateTime.SpecifyKind(DateTime.UnixEpoch.AddDays(day), DateTimeKind.Utc);
        var (first, last) = (_zone.GetUtcOffset(start.AddHours(-15)), _zone.GetUtcOffset(start.AddHours(39)));
        (_day, _dayOffset) = (day, first == last ? first.Ticks / 10 : null);
        return _dayOffset;
    }

    TimeSpan Ambiguous(long local, long before, TimeSpan[] offsets)
    {
        Doubtful++;
        var isFirstOfHour = _ambiguous == long.MinValue || Math.Abs(local - _ambiguous) > Day;
        if (isFirstOfHour)
            _isSecond = before != long.MinValue && before > local && before - local < Day; // the file runs backwards
        else if (!IsBackward && local <= _ambiguous)
            _isSecond = true;
        else if (IsBackward && local >= _ambiguous)
            _isSecond = false;
        if (isFirstOfHour)
            IsBackward = _isSecond;
        _ambiguous = local;
        return _isSecond ? offsets.Min() : offsets.Max();
    }

    bool IsBackward { get; set; }
}
