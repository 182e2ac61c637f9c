using System.Globalization;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>What a bill is made of.</summary>
/// <param name="Contract">Of whom.</param>
/// <param name="Range">The quarter-hours of the contract that are billed.</param>
/// <param name="Point">What is known of the delivery point; null: nothing.</param>
/// <param name="LastYearWh">What was used in the same time of the year before; null: not known.</param>
/// <param name="MadeOn">The day of the run.</param>
sealed record BillSubject(Contract Contract, QuarterRange Range, DeliveryPoint? Point, long? LastYearWh, DateOnly MadeOn);

/// <summary>Makes the numbers of a bill, says what else stands on it and what is to be looked at.</summary>
static class BillMaker
{
    const int UnlikelyPercent = 50;

    /// <summary>The numbers: the same inputs give the same content.</summary>
    public static BillContent Content(PriceSheet sheet, BillFrame frame, MeteredLoad load) =>
        BillContent.Of(frame.Of(load.Wh, sheet.Rows.Any(r => r.Kind == PartKind.FeedIn) ? load.FedInWh : []), load);

    /// <summary>What stands on the bill beside its numbers.</summary>
    public static BillFacts Facts(BillSubject subject, PriceSheet? sheet, string tariffName, MeteredLoad load)
    {
        var contract = subject.Contract;
        var profile = contract.Place.Metering == Tariff.Prices.MeteringKind.Profile ? contract.Profile : null; // a smart meter may have one, too, for substitutes
        var start = profile is null ? null : load.Readings.Where(r => r.Quarter == subject.Range.First).Select(r => (long?)r.Wh).FirstOrDefault();
        var end = profile is null ? null : load.Readings.Where(r => r.Quarter == subject.Range.End).Select(r => (long?)r.Wh).FirstOrDefault();
        return new(
            tariffName, profile, contract.Place.Town, contract.Place.GridOperator, GermanTime.Date(contract.First),
            contract.End is { } until ? GermanTime.Date(until - 1) : null,
            contract.End is not null ? null : contract.Term is { } term && term > subject.MadeOn ? term : subject.MadeOn.AddDays(contract.NoticeDays), contract.NoticeDays,
            subject.Point?.MeterOperator ?? "", subject.Point?.GridOperator ?? "", start, end, subject.LastYearWh, sheet is null ? [] : FallbackDays(sheet),
            sheet is null ? 0 : Fallen(sheet).Sum(r => r.Count));
    }

    /// <summary>What is to be looked at.</summary>
    public static IEnumerable<BillProblem> Problems(BillSubject subject, PriceSheet sheet, BillContent content, BillFacts facts, MeteredLoad load)
    {
        if (load.Missing > 0)
            yield return new("missing-values", true, Count(load.Missing), Count(load.Range.Count));
        if (load.Taken.Count(v => v.Wh < 0) is > 0 and var negative)
            yield return new("negative-values", true, Count(negative));
        var substitutes = content.Ways.Where(w => w.Way is not (MeterWay.Measured or MeterWay.Read or MeterWay.Missing)).Sum(w => w.Quarters);
        if (substitutes > 0)
            yield return new("substitutes", false, Count(substitutes), (100.0 * substitutes / load.Range.Count).ToString("0.#", CultureInfo.InvariantCulture));
        if (content.Lines.Where(l => !l.IsChecked).Select(l => l.Name).Distinct().ToList() is { Count: > 0 } unchecked_)
            yield return new("unchecked-rates", false, string.Join("; ", unchecked_));
        if (facts.FallbackDays.Count > 0)
            yield return new("fallback", false, Count(facts.FallbackQuarters), Count(facts.FallbackDays.Count), facts.FallbackDays[0].ToString("O", null));
        if (load.FedIn is { } fed && fed.Any(v => v.Wh != 0) && sheet.Rows.All(r => r.Kind != PartKind.FeedIn))
            yield return new("fed-in-without-price", false, ((decimal)fed.Sum(v => (long)v.Wh) / 1_000).ToString(CultureInfo.InvariantCulture));
        var wh = load.Taken.Sum(v => (long)v.Wh);
        if (wh == 0)
            yield return new("nothing-used", false);
        else if (subject.LastYearWh is > 0 and var before && Math.Abs(wh - before) * 100 > before * UnlikelyPercent)
            yield return new("unlikely", false, (((wh * 100) / before) - 100).ToString("+0;-0", CultureInfo.InvariantCulture));
    }

    static List<DateOnly> FallbackDays(PriceSheet sheet) => [.. Fallen(sheet).SelectMany(Days).Distinct().Order()];

    // what the contract's rule for missing values priced
    static IEnumerable<QuarterRange> Fallen(PriceSheet sheet) => sheet.Rows.SelectMany(r => r.Pieces).Where(p => p.Source.Contains(PlanSeries.Replaced, StringComparison.Ordinal)).Select(p => p.Range).Distinct();

    static IEnumerable<DateOnly> Days(QuarterRange range)
    {
        for (var day = GermanTime.Date(range.First); GermanTime.Day(day).First < range.End; day = day.AddDays(1))
            yield return day;
    }

    /// <summary>What a correction changes, as something to look at: each cause once, with the lines that it changes.</summary>
    public static IEnumerable<BillProblem> Problems(IReadOnlyList<BillChange> changes) => changes
        .SelectMany(c => c.Causes.Select(cause => (c.Line, Cause: cause))).Where(c => c.Cause.Kind != BillCauseKind.Follows).GroupBy(c => $"{c.Cause.Kind} {string.Join('|', c.Cause.Args)}")
        .Select(g => new BillProblem(CauseCode(g.First().Cause.Kind), false, [string.Join("; ", g.Select(c => c.Line).Distinct()), .. g.First().Cause.Args]));

    /// <summary>The text of a cause in what is to be looked at.</summary>
    public static string CauseCode(BillCauseKind kind) => "cause-" + kind.ToString().ToLowerInvariant();

    static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
