using System.Collections.Concurrent;
using Werkstrom.Energy.Meters.Files;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>How complete a month of a delivery point is; tells no energy.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Measured">Quarter-hours that are measured or come from readings.</param>
/// <param name="Substitutes">Quarter-hours with a substitute.</param>
/// <param name="Missing">Quarter-hours without any.</param>
readonly record struct MonthState(DateOnly Month, int Measured, int Substitutes, int Missing);

/// <summary>How complete a delivery point is.</summary>
/// <param name="Malo">Which.</param>
/// <param name="Version">Its newest version.</param>
/// <param name="At">When that came; null: nothing did.</param>
/// <param name="Span">From its first to its last known quarter-hour; empty when there is none.</param>
/// <param name="Months">From the first month to the last.</param>
/// <param name="IsFedIn">Whether something was ever fed in.</param>
/// <param name="Fault">What is wrong with its file; null when nothing is.</param>
sealed record MeterSummary(string Malo, int Version, DateTimeOffset? At, QuarterRange Span, IReadOnlyList<MonthState> Months, bool IsFedIn, string? Fault)
{
    /// <summary>Quarter-hours without any value.</summary>
    public int Missing => Months.Sum(m => m.Missing);

    /// <summary>Quarter-hours with a substitute.</summary>
    public int Substitutes => Months.Sum(m => m.Substitutes);

    /// <summary>Quarter-hours that are measured or come from readings.</summary>
    public int Measured => Months.Sum(m => m.Measured);
}

/// <summary>Knows how complete delivery points are; a file that did not change is not read again.</summary>
sealed class MeterSummaries(MeterStore store)
{
    readonly ConcurrentDictionary<string, (long Stamp, MeterSummary Summary)> _known = [];

    /// <summary>How complete one is; null when nothing is kept of it.</summary>
    public MeterSummary? Of(string malo)
    {
        if (store.StampOf(malo) is not { } stamp)
            return null;
        if (_known.TryGetValue(malo, out var known) && known.Stamp == stamp)
            return known.Summary;
        var made = Make(malo);
        _known[malo] = (stamp, made);
        return made;
    }

    /// <summary>How many quarter-hours of a range have no value, and how many a substitute; all are missing where the file is damaged. Tells no energy.</summary>
    public (int Missing, int Substitutes) In(string malo, QuarterRange range)
    {
        try
        {
            var file = store.Of(malo);
            var values = file.Read(range, Flow.Taken, file.Version).Values;
            return (values.Count(v => v.Origin == ValueOrigin.Missing), values.Count(v => v.Origin is not (ValueOrigin.Missing or ValueOrigin.True)));
        }
        catch (InvalidDataException)
        {
            return (range.Count, 0);
        }
    }

    MeterSummary Make(string malo)
    {
        try
        {
            return Make(malo, store.Of(malo));
        }
        catch (InvalidDataException e)
        {
            return new(malo, 0, null, default, [], false, e.Message);
        }
    }

    static MeterSummary Make(string malo, MeterFile file)
    {
        var own = file.Records.Where(r => r.Flow == Flow.Taken && r.Values.Length > 0).ToList();
        DateTimeOffset? at = file.Version > 0 ? file.Records[^1].At : null;
        var isFedIn = file.Records.Any(r => r.Flow == Flow.FedIn && r.Values.Length > 0);
        if (own.Count == 0)
            return new(malo, file.Version, at, default, [], isFedIn, null);
        var first = own.Min(r => r.First);
        QuarterRange span = new(first, own.Max(r => r.Range.End) - first);
        var (values, of) = file.Read(span, Flow.Taken, file.Version);
        List<MonthState> months = [];
        for (var month = GermanTime.Date(first) is var day ? new DateOnly(day.Year, day.Month, 1) : default; ; month = month.AddMonths(1))
        {
            var part = GermanTime.Month(month.Year, month.Month).Meet(span);
            if (part.Count == 0)
                return new(malo, file.Version, at, span, months, isFedIn, null);
            var (measured, missing) = (0, 0);
            for (var i = part.First - first; i < part.End - first; i++)
            {
                var isRead = of[i] >= 0 && file.Records[of[i]].Source == MeterSource.Reading;
                measured += values[i].Origin == ValueOrigin.True || isRead ? 1 : 0;
                missing += values[i].Origin == ValueOrigin.Missing ? 1 : 0;
            }

            months.Add(new(month, measured, part.Count - measured - missing, missing));
        }
    }
}
