using System.Globalization;

namespace Werkstrom.Condition.Notices;

/// <summary>
/// When nobody wants to be told: a span a weekday in a named zone. A span that does not end after it begins ends on the next day; 00:00 to 00:00 is
/// the whole day. Where the clock is put back the longer reading holds, where it is put forward a time that is left out is the first one after.
/// </summary>
sealed class QuietHours
{
    // beyond this a week of quiet hours has no gap
    static readonly TimeSpan Longest = TimeSpan.FromDays(8);

    readonly Dictionary<DayOfWeek, (TimeOnly From, TimeOnly To)> _spans;
    readonly TimeZoneInfo _zone;

    QuietHours(Dictionary<DayOfWeek, (TimeOnly, TimeOnly)> spans, TimeZoneInfo zone) => (_spans, _zone) = (spans, zone);

    /// <summary>The span that begins on a day; null for none.</summary>
    public (TimeOnly From, TimeOnly To)? Of(DayOfWeek day) => _spans.TryGetValue(day, out var span) ? span : null;

    /// <summary>True when there are none.</summary>
    public bool IsEmpty => _spans.Count == 0;

    /// <summary>Reads what is kept: <c>Monday 18:00-06:00;Saturday 00:00-00:00</c>.</summary>
    /// <returns>Null when the zone is not known, a span cannot be read, or no time is left to tell anything.</returns>
    public static QuietHours? Read(string text, string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            return null;
        Dictionary<DayOfWeek, (TimeOnly, TimeOnly)> spans = [];
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = part.Split(' ', '-');
            if (words.Length != 3 || !Enum.TryParse<DayOfWeek>(words[0], out var day) || Time(words[1]) is not { } from || Time(words[2]) is not { } to)
                return null;
            spans[day] = (from, to);
        }

        QuietHours hours = new(spans, found);
        return spans.Count < 7 || hours.EndAfter(DateTimeOffset.UnixEpoch.AddYears(40)) is null || hours.HasGap() ? hours : null;
    }

    /// <summary>A time of day as an input gives it: <c>18:00</c>; null when it cannot be read.</summary>
    public static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>How a span is kept.</summary>
    public static string Write(DayOfWeek day, TimeOnly from, TimeOnly to) => string.Create(CultureInfo.InvariantCulture, $"{day} {from:HH:mm}-{to:HH:mm}");

    /// <summary>When the quiet hours end that hold at an instant, spans that follow each other joined; null when none hold.</summary>
    public DateTimeOffset? EndAfter(DateTimeOffset now)
    {
        var end = now;
        while (EndOfSpan(end) is { } next && next - now < Longest)
            end = next;
        return end == now ? null : end;
    }

    bool HasGap() => EndAfter(DateTimeOffset.UnixEpoch.AddYears(40)) is { } end && EndOfSpan(end) is null;

    DateTimeOffset? EndOfSpan(DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);
        DateTimeOffset? last = null;
        foreach (var day in new[] { today.AddDays(-1), today })
        {
            if (!_spans.TryGetValue(day.DayOfWeek, out var span))
                continue;
            var start = Instant(day.ToDateTime(span.From), isEnd: false);
            var end = Instant((span.To > span.From ? day : day.AddDays(1)).ToDateTime(span.To), isEnd: true);
            if (start <= at && at < end && (last is null || end > last))
                last = end;
        }

        return last;
    }

    DateTimeOffset Instant(DateTime local, bool isEnd)
    {
        while (_zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        if (!_zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
        var offsets = _zone.GetAmbiguousTimeOffsets(local);
        return new DateTimeOffset(local, isEnd ? offsets.Min() : offsets.Max()).ToUniversalTime();
    }
}
