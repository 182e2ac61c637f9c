using Werkstrom.Tariff;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>Makes the library's plan of a definition that is without faults.</summary>
sealed class PlanMaker(PlanSeries series, SupplyPlace place)
{
    public TariffPlan Make(TariffDefinition definition) => new(
        definition.Name,
        [.. definition.Components.SelectMany(Components)],
        [.. definition.Fees.Where(f => !f.NeedsModule1 || place.HasModule1).Select(Fee)]);

    IEnumerable<TariffComponent> Components(ComponentDefinition component)
    {
        var fallback = Fallback(component.Rule);
        var missing = fallback is null ? [] : series.MissingDays(component.Rule);
        var (first, last) = (GermanTime.Date(series.Range.First), GermanTime.Date(series.Range.End - 1));
        var (from, until) = (component.From, component.Until);
        // one piece after the other: known days by the rule, missing ones by its fallback
        for (var day = first > from ? first : from; missing.Count > 0 && day < last && !(day.AddDays(1) >= until); day = day.AddDays(1))
        {
            if (missing.Contains(day) == missing.Contains(day.AddDays(1)))
                continue;
            yield return Piece(component, missing.Contains(day) ? fallback! : Rule(component), from, day.AddDays(1));
            from = day.AddDays(1);
        }

        // only the days of the range matter: the last of them says by which rule the rest holds
        var end = until is { } known && known.AddDays(-1) < last ? known.AddDays(-1) : last;
        yield return Piece(component, missing.Contains(end) ? fallback! : Rule(component), from, until);
    }

    static TariffComponent Piece(ComponentDefinition component, PriceRule rule, DateOnly from, DateOnly? until) =>
        new(component.Name, component.Kind, rule, new(from, until), component.Region);

    PriceRule? Fallback(RuleDefinition rule)
    {
        var (given, at50) = rule switch
        {
            SpotDefinition spot => (spot.Fallback, null),
            IndexDefinition index => (index.Fallback, index.Base),
            ZonesDefinition zones => (zones.Fallback, (decimal?)zones.Prices[zones.Thresholds.Count(t => t <= 50)]),
            _ => (null, null),
        };
        var missing = given is null ? "" : $"{series.Name(rule)}: the day is missing, by contract ";
        return given switch
        {
            { Kind: FallbackKind.Base } => new FlatPrice(Units.Price(at50!.Value), missing + "the base price"),
            { Kind: FallbackKind.Fixed } => new FlatPrice(Units.Price(given.Price!.Value), missing + "the fixed price"),
            { Kind: FallbackKind.LastYear } => Coupled(rule, series.LastYear(rule)),
            _ => null,
        };
    }

    PriceRule Rule(ComponentDefinition component)
    {
        var source = component.Source.Length == 0 ? "contract" : component.Source;
        return component.Rule switch
        {
            FlatDefinition flat => new FlatPrice(Units.Price(flat.Price), source),
            ClockDefinition clock => new ClockPrice(
                Units.Price(clock.Price), [.. clock.Windows.Select(w => (ClockWindow.Read(w.Time, w.Days, Units.Quarters(w.Quarters)), Units.Price(w.Price)))], source),
            RateDefinition rate => new RatedPrice(rate.Rate, rate.Scope),
            Module2Definition => new GridModule2(),
            Module3Definition three => new GridModule3(Windows(three.High, three.Quarters), Windows(three.Low, three.Quarters)),
            var coupled => Coupled(coupled, series.Known(coupled)),
        };
    }

    static PriceRule Coupled(RuleDefinition rule, QuarterSeries values) => rule switch
    {
        SpotDefinition spot => new SpotPrice(values, Units.Price(spot.Surcharge), Units.Permille(spot.Share)),
        IndexDefinition index => Index(index, values),
        ZonesDefinition zones => new IndexZones(values, zones.Thresholds, [.. zones.Prices.Select(Units.Price)]),
        _ => throw new ArgumentException($"{rule.GetType().Name} follows no series.", nameof(rule)),
    };

    /// <summary>The library's rule of an index definition.</summary>
    public static IndexPrice Index(IndexDefinition index, QuarterSeries values) => new(
        values, Units.Price(index.Base), Units.Price(index.Slope), index.Cap is { } cap ? Units.Price(cap) : null, index.Floor is { } floor ? Units.Price(floor) : null);

    static ClockWindow[] Windows(IReadOnlyList<string> texts, IReadOnlyList<int>? quarters) =>
        [.. texts.Select(t => ClockWindow.Read(t, DayType.Any, Units.Quarters(quarters)))];

    static TariffFee Fee(FeeDefinition fee) => new(
        fee.Name, fee.Kind, fee.PerYear is { } perYear ? Units.Fee(perYear) : null, new Validity(fee.From, fee.Until), fee.Region, fee.Rate, fee.Scope, fee.IsReduction,
        fee.Source.Length == 0 ? "contract" : fee.Source);
}
