namespace Werkstrom.Learning.Watching;

/// <summary>The clock on the wall of a zone, which is put forward and back.</summary>
sealed class WallClock(TimeZoneInfo zone)
{
    const long Step = TimeSpan.TicksPerHour / 2; // clocks are changed at full or half hours
    const int Days = 7;

    long _step = -1;
    WallTime _shift;

    /// <summary>What it shows at an instant, and what it would show had it not been changed in the last week.</summary>
    /// <param name="at">In ticks, UTC.</param>
    public WallTime At(long at)
    {
        if (at / Step != _step)
        {
            var (now, before) = (Offset(at), Offset(at - (Days * TimeSpan.TicksPerDay)));
            (_step, _shift) = (at / Step, new(now, before, now == before ? 0 : DaysSince(at, before)));
        }

        return new(Math.Max(0, at + _shift.Now), Math.Max(0, at + _shift.Unchanged), _shift.Days);
    }

    /// <summary>How far it is ahead of UTC at an instant, in ticks.</summary>
    /// <param name="at">In ticks, UTC.</param>
    public long Offset(long at) => zone.GetUtcOffset(new DateTime(Math.Max(0, at), DateTimeKind.Utc)).Ticks;

    int DaysSince(long at, long before) =>
        Enumerable.Range(1, Days).First(day => Offset(at - (day * TimeSpan.TicksPerDay)) == before);
}

/// <summary>What the clock on the wall shows, in ticks.</summary>
/// <param name="Now">The time that people go by.</param>
/// <param name="Unchanged">What it would be had the clock not been changed in the last week: what goes by the sun, or by UTC, goes by that.</param>
/// <param name="Days">The first so many days ago on which the clock was not changed yet, 1 to 7; 0 when it was not changed.</param>
readonly record struct WallTime(long Now, long Unchanged, int Days);
