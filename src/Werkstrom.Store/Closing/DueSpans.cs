using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Closing;

/// <summary>Which days are to be closed or merged, and which months to be sorted and archived, now.</summary>
sealed class DueSpans(StoreParts parts)
{
    // true: sorted as it is
    readonly Dictionary<int, bool> _months = [];

    /// <summary>A day was rewritten, or lost samples: its month is to be sorted again.</summary>
    public void Changed(int day) => _months[UtcDay.MonthOf(day)] = false;

    /// <summary>A month is sorted and archived.</summary>
    public void Sorted(int month) => _months[month] = true;

    /// <summary>Days that are over, and quiet, or whose late samples are many or old, in order.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="atOnce">True to wait neither for quiet nor for many late samples.</param>
    public int[] Days(DateTimeOffset now, bool atOnce)
    {
        var hot = parts.Days.Hot().Where(d => atOnce || IsQuiet(d.Load, now));
        var late = parts.Days.Late().Where(d => atOnce || d.Load.FirstAt + parts.Options.LateAfter <= now
            || (d.Load.Samples >= parts.Options.LateSamples && IsQuiet(d.Load, now)));
        return [.. hot.Concat(late).Select(d => d.Day).Where(day => IsOver(day, now)).Distinct().Order()];
    }

    /// <summary>Months all of which is over, of which nothing waits, and that changed since they were sorted, in order.</summary>
    public int[] Months(DateTimeOffset now)
    {
        var waiting = parts.Days.Hot().Concat(parts.Days.Late()).Select(d => UtcDay.MonthOf(d.Day)).ToHashSet();
        return [.. _months.Where(m => !m.Value && !waiting.Contains(m.Key) && IsOver(UtcDay.FirstDayOf(m.Key + 1) - 1, now)).Select(m => m.Key).Order()];
    }

    bool IsOver(int day, DateTimeOffset now) => UtcDay.Start(day + 1) + Micros.Of(DateTimeOffset.UnixEpoch + parts.Options.Grace) <= Micros.Of(now);

    bool IsQuiet(DayLoad load, DateTimeOffset now) => load.LastAt + parts.Options.Quiet <= now;
}
