using System.Globalization;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Sharing;

/// <summary>Rows of published days at the resolution of an agreement. Every row is a sum of what was published, and no choice of days gives a finer one.</summary>
static class ShareRows
{
    /// <summary>The rows of a group.</summary>
    /// <param name="group">Which.</param>
    /// <param name="days">Its days that are decided, in order; for months those of the whole months.</param>
    /// <param name="ask">What is asked for.</param>
    /// <param name="index">The index of its region; null: there is none.</param>
    public static IEnumerable<SharedRow> Of(ShareGroup group, IReadOnlyList<ShareDay> days, SharedAsk ask, Func<int, int?>? index) =>
        ask.Resolution == Resolution.Month ? Months(group, days, ask, index)
        : days.Where(d => d.Reason.Length == 0 && d.Day >= ask.From.DayNumber && d.Day <= ask.Until.DayNumber).SelectMany(d => Day(d, ask.Resolution, index));

    static IEnumerable<SharedRow> Day(ShareDay day, Resolution wanted, Func<int, int?>? index)
    {
        var range = GermanTime.Day(DateOnly.FromDayNumber(day.Day));
        var sums = Sums(day);
        var resolution = wanted > day.Finest ? wanted : day.Finest;
        var size = resolution switch { Resolution.Day => range.Count, Resolution.Hour => 4, _ => 1 };
        var own = range.Count / sums.Length; // quarter-hours of a sum
        for (var first = 0; first < range.Count; first += size)
        {
            var part = sums.AsMemory(first / own, size / own);
            yield return Row(day.GroupId, new(range.First + first, size), part.Span, own, index);
        }
    }

    // a month is shown when it is over, lies within the agreement and all of its days are decided: else the days that are added one by one would tell each day
    static IEnumerable<SharedRow> Months(ShareGroup group, IReadOnlyList<ShareDay> days, SharedAsk ask, Func<int, int?>? index)
    {
        var known = days.ToDictionary(d => d.Day);
        for (DateOnly month = new(ask.From.Year, ask.From.Month, 1); month <= ask.Until; month = month.AddMonths(1))
        {
            var (first, last) = (Math.Max(month.DayNumber, group.FromDay), Math.Min(month.AddMonths(1).DayNumber, group.EndDay ?? int.MaxValue) - 1);
            if (first > last || month < ask.AgreedFrom || month.AddMonths(1).AddDays(-1) > ask.AgreedUntil || Enumerable.Range(first, last - first + 1).Any(d => !known.ContainsKey(d)))
                continue;
            var shown = Enumerable.Range(first, last - first + 1).Select(d => known[d]).Where(d => d.Reason.Length == 0).SelectMany(d => Day(d, Resolution.QuarterHour, index)).ToList();
            if (shown.Count == 0)
                continue;
            var whole = GermanTime.Month(month.Year, month.Month);
            var value = shown.Sum(r => (decimal)r.Value);
            var mean = shown.All(r => r.Index is not null) && value > 0 ? (double?)(shown.Sum(r => r.Value * r.Index!.Value) / (double)value) : null;
            yield return new(group.Id, Quarters.Start(whole.First), Quarters.Start(whole.End), (double)value, Rounded(mean), shown.Sum(r => r.Quarters));
        }
    }

    static SharedRow Row(int group, QuarterRange range, ReadOnlySpan<long> sums, int own, Func<int, int?>? index)
    {
        var (wh, weighted, isKnown) = (0L, 0.0, index is not null && own <= 4); // of a day that is shown as a whole only the mean would have to be told from what is not shown
        for (var i = 0; i < sums.Length; i++)
        {
            wh += sums[i];
            isKnown = isKnown && Mean(range.First + (i * own), own, index!) is { } mean && double.IsFinite(weighted += sums[i] * mean);
        }

        return new(group, Quarters.Start(range.First), Quarters.Start(range.End), wh / 1000.0, isKnown && wh > 0 ? Rounded(weighted / wh) : null, range.Count);
    }

    static double? Mean(int first, int count, Func<int, int?> index)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            if (index(first + i) is not { } value)
                return null;
            sum += value;
        }

        return sum / count;
    }

    static double? Rounded(double? mean) => mean is { } known ? Math.Round(known, 2) : null;

    static long[] Sums(ShareDay day) => [.. day.Wh.Split(',').Select(w => long.Parse(w, CultureInfo.InvariantCulture))];
}
