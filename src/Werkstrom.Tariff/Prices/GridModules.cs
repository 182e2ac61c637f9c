using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Prices;

/// <summary>The reduced work price of § 14a EnWG, module 2, for a separate meter: the operator's <c>grid.module2</c>, which must be the legal share of <c>grid.work</c>.</summary>
public sealed record GridModule2 : PriceRule
{
    internal override IEnumerable<PricePiece> Draw(PriceScene scene, QuarterRange range, Span<int> prices)
    {
        var work = scene.Over("grid.work", RateScope.GridOperator, range, RateUnits.Price);
        var share = scene.Over("limit.module2.share", RateScope.Everywhere, range, RateUnits.Share);
        foreach (var (rate, held) in scene.Over("grid.module2", RateScope.GridOperator, range, RateUnits.Price))
        {
            // price sheets have 0.01 ct/kWh: half of that is rounding
            foreach (var (standard, limit) in GridLimits.Meet(work, share, held).Where(m => Math.Abs(rate.Value - (m.Rate.Value * m.Limit.Value / 100)) > 0.005m))
                scene.Faults.Add(FormattableString.Invariant($"module 2: {rate} is {rate.Value} ct/kWh; it must be {limit.Value} % of {standard.Value}, which is {standard.Value * limit.Value / 100:0.000}"));
        }

        return new RatedPrice("grid.module2", RateScope.GridOperator).Draw(scene, range, prices);
    }
}

/// <summary>
/// The grid fee by the time of the day of § 14a EnWG, module 3: the operator's <c>grid.work</c> outside the windows, <c>grid.module3.high</c> and
/// <c>grid.module3.low</c> within. Only with module 1, with a smart meter, not with recorded power; the legal limits are checked, each by its dated row.
/// </summary>
/// <param name="High">When the high price holds; the same each day.</param>
/// <param name="Low">When the low price holds.</param>
public sealed record GridModule3(IReadOnlyList<ClockWindow> High, IReadOnlyList<ClockWindow> Low) : PriceRule
{
    internal override IEnumerable<PricePiece> Draw(PriceScene scene, QuarterRange range, Span<int> prices)
    {
        var before = scene.Faults.Count;
        if (!scene.Place.HasModule1)
            scene.Faults.Add("module 3 is only to be had together with module 1");
        if (scene.Place.Metering != MeteringKind.Smart)
            scene.Faults.Add($"module 3 needs a smart meter (iMSys) and no recorded power (RLM); the delivery point has {scene.Place.Metering}");
        scene.Faults.AddRange(ClockWindow.Faults([.. High, .. Low]).Select(f => "module 3: " + f));
        var work = scene.Over("grid.work", RateScope.GridOperator, range, RateUnits.Price);
        var high = scene.Over("grid.module3.high", RateScope.GridOperator, range, RateUnits.Price);
        var low = scene.Over("grid.module3.low", RateScope.GridOperator, range, RateUnits.Price);
        GridLimits limits = new(scene, range);
        limits.Windows(High, Low);
        List<PricePiece> pieces = [];
        foreach (var (standard, held) in work)
        {
            foreach (var (top, within) in high.Select(h => (h.Rate, h.Range.Meet(held))).Where(h => h.Item2.Count > 0))
            {
                foreach (var (bottom, own) in low.Select(l => (l.Rate, l.Range.Meet(within))).Where(l => l.Item2.Count > 0))
                {
                    limits.Prices(standard, top, bottom, own);
                    (ClockWindow, int)[] windows = [.. High.Select(w => (w, top.Price)), .. Low.Select(w => (w, bottom.Price))];
                    if (scene.Faults.Count == before)
                        ClockPrice.Fill(scene, own, prices.Slice(own.First - range.First, own.Count), standard.Price, windows);
                    pieces.Add(new(own, $"{standard.Source}; {top.Source}; {bottom.Source}", standard.IsChecked && top.IsChecked && bottom.IsChecked));
                }
            }
        }

        return pieces;
    }
}

/// <summary>What the law allows of grid fees by the time of the day, by the dated rows <c>limit.module3.…</c>.</summary>
sealed class GridLimits(PriceScene scene, QuarterRange range)
{
    readonly List<(Rate Rate, QuarterRange Range)> _most = scene.Over("limit.module3.high.most", RateScope.Everywhere, range, RateUnits.Share);
    readonly List<(Rate Rate, QuarterRange Range)> _least = scene.Over("limit.module3.low.least", RateScope.Everywhere, range, RateUnits.Share);
    readonly List<(Rate Rate, QuarterRange Range)> _lowest = scene.Over("limit.module3.low.most", RateScope.Everywhere, range, RateUnits.Share);
    readonly List<(Rate Rate, QuarterRange Range)> _hours = scene.Over("limit.module3.high.hours", RateScope.Everywhere, range, RateUnits.HoursADay);
    readonly List<(Rate Rate, QuarterRange Range)> _quarters = scene.Over("limit.module3.quarters", RateScope.Everywhere, range, RateUnits.Quarters);

    /// <summary>The pairs of two rates that hold at the same time somewhere in some quarter-hours.</summary>
    public static IEnumerable<(Rate Rate, Rate Limit)> Meet(List<(Rate Rate, QuarterRange Range)> rates, List<(Rate Rate, QuarterRange Range)> limits, QuarterRange within) =>
        rates.SelectMany(r => limits.Where(l => l.Range.Meet(r.Range).Meet(within).Count > 0).Select(l => (r.Rate, l.Rate)));

    public void Windows(IReadOnlyList<ClockWindow> high, IReadOnlyList<ClockWindow> low)
    {
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var length = high.Where(w => (w.Quarters >> quarter & 1) != 0).Sum(w => w.Length);
            foreach (var (limit, _) in _hours.Where(_ => Applies(high, quarter) || Applies(low, quarter)).Where(h => length < h.Rate.Value * 4))
                scene.Faults.Add(FormattableString.Invariant($"module 3: the high price holds {length / 4m:0.##} h a day in quarter {quarter + 1}; it must be {limit.Value} h at least"));
        }

        var quarters = Enumerable.Range(0, 4).Count(q => Applies(high, q) || Applies(low, q));
        foreach (var (limit, _) in _quarters.Where(q => quarters < q.Rate.Value))
            scene.Faults.Add(FormattableString.Invariant($"module 3: it holds in {quarters} quarters of the year; it must be {limit.Value} at least"));
        foreach (var window in high.Concat(low).Where(w => w.Days != Holidays.DayType.Any))
            scene.Faults.Add($"module 3: window {window} must be the same each day");
    }

    public void Prices(Rate standard, Rate high, Rate low, QuarterRange within)
    {
        var (most, least, lowest) = (Percent(_most, within), Percent(_least, within), Percent(_lowest, within));
        if (high.Value <= standard.Value || high.Value > standard.Value * most / 100)
            scene.Faults.Add(FormattableString.Invariant($"module 3: {high} is {high.Value} ct/kWh; it must be above {standard} ({standard.Value}) and {most} % of it at most ({standard.Value * most / 100:0.000})"));
        if (low.Value < standard.Value * least / 100 || low.Value > standard.Value * lowest / 100)
            scene.Faults.Add(FormattableString.Invariant($"module 3: {low} is {low.Value} ct/kWh; it must be {least} to {lowest} % of {standard} ({standard.Value * least / 100:0.000} to {standard.Value * lowest / 100:0.000})"));
    }

    // a limit that is missing has been named already
    static decimal Percent(List<(Rate Rate, QuarterRange Range)> limits, QuarterRange within) => limits.Find(l => l.Range.Meet(within).Count > 0).Rate?.Value ?? 0;

    static bool Applies(IReadOnlyList<ClockWindow> windows, int quarter) => windows.Any(w => (w.Quarters >> quarter & 1) != 0);
}
