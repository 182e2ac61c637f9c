using System.Globalization;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Pilots;

/// <summary>Tests of the signed days of a partner: in time, whole, and truly theirs.</summary>
sealed class IndexTrials(PartnerEnds ends)
{
    const int Shown = 5;

    // the house itself freezes at 18:00: what is signed within the quarter-hour after is in time
    static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>How many percent of the days were signed in time; days made afterwards prove nothing of it and do not count.</summary>
    public async Task<TrialAnswer> ArrivalAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var (days, fault) = await ServedDays.ReadAsync(ends.Of(target), from, to, stop);
        if (fault is not null)
            return new(null, [fault], "advice.reach");
        var afterwards = days.Count(d => d.Frozen is { Basis: not FrozenBasis.Forecast });
        var counted = days.Where(d => d.IsMissing || d.Frozen is { Basis: FrozenBasis.Forecast }).ToList();
        List<string> evidence = [Line("arrival.days", counted.Count, from, to)];
        if (afterwards > 0)
            evidence.Add(Line("arrival.afterwards", afterwards));
        if (counted.Count == 0)
            return new(null, [.. evidence, "arrival.none"], "advice.wait");
        var late = counted.Where(d => d.Frozen is not { } f || f.FrozenAt > FreezeDesk.Due(d.Day) + Grace).ToList();
        var worst = counted.Where(d => d.Frozen is not null).OrderByDescending(d => d.Frozen!.FrozenAt - FreezeDesk.Due(d.Day)).FirstOrDefault();
        if (worst is not null)
            evidence.Add(Line("arrival.worst", worst.Day, Clock(worst.Frozen!.FrozenAt)));
        evidence.AddRange(late.Take(Shown).Select(d => d.Frozen is { } f ? Line("arrival.late", d.Day, Clock(f.FrozenAt)) : Line("arrival.missing", d.Day)));
        return new(100.0 * (counted.Count - late.Count) / counted.Count, evidence, "advice.arrival");
    }

    /// <summary>How many quarter-hours are missing: of days that are not there, and within days; a day has 92, 96 or 100.</summary>
    public async Task<TrialAnswer> GapsAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var (days, fault) = await ServedDays.ReadAsync(ends.Of(target), from, to, stop);
        if (fault is not null)
            return new(null, [fault], "advice.reach");
        var whole = days.Sum(d => GermanTime.Day(d.Day).Count);
        var gaps = days.Select(d => (d.Day, Missing: Math.Max(0, GermanTime.Day(d.Day).Count - (d.Frozen?.Values.Count ?? 0)))).Where(g => g.Missing > 0).ToList();
        return new(gaps.Sum(g => g.Missing), [Line("gaps.of", whole, days.Count), .. gaps.Take(Shown).Select(g => Line("gaps.day", g.Day, g.Missing))], "advice.gaps");
    }

    /// <summary>How many percent of the days that came are signed by a key of the partner and follow the day before.</summary>
    public async Task<TrialAnswer> SignatureAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var (days, fault) = await ServedDays.ReadAsync(ends.Of(target), from, to, stop);
        if (fault is not null)
            return new(null, [fault], "advice.reach");
        var came = days.Where(d => d.Reason.Length == 0).ToList();
        if (came.Count == 0)
            return new(null, [Line("signature.none", from, to)], "advice.gaps");
        List<string> wrong = [];
        for (var i = 0; i < came.Count; i++)
        {
            if (!came[i].IsSigned)
                wrong.Add(Line("signature.wrong", came[i].Day));
            else if (came[i].Frozen is not { } frozen || frozen.Faults().Any())
                wrong.Add(Line("signature.content", came[i].Day));
            else if (i > 0 && came[i - 1] is { IsSigned: true, Frozen: { } before } && before.Day.AddDays(1) == frozen.Day && frozen.Before != before.Hash())
                wrong.Add(Line("signature.chain", came[i].Day));
        }

        return new(100.0 * (came.Count - wrong.Count) / came.Count, [Line("signature.days", came.Count), .. wrong.Take(Shown)], "advice.signature");
    }

    /// <summary>A line with what is filled in, as every language writes it.</summary>
    public static string Line(string key, params object[] parts) => string.Join('|', [key, .. parts.Select(p => p is DateOnly day
        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Convert.ToString(p, CultureInfo.InvariantCulture) ?? "")]);

    static string Clock(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        return local.ToString("HH:mm", CultureInfo.InvariantCulture);
    }
}
