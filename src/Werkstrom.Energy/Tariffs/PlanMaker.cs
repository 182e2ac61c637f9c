using Werkstrom.Tariff;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Tariffs;

/// <summary>Makes the library's plan of a definition that is without faults.</summary>
sealed class PlanMaker(PlanSeries series, SupplyPlace place)
{
    public TariffPlan Make(TariffDefinition definition) => new(
        definition.Name,
        [.. definition.Components.Select(Component)],
        [.. definition.Fees.Where(f => !f.NeedsModule1 || place.HasModule1).Select(Fee)]);

    TariffComponent Component(ComponentDefinition component)
    {
        var rule = Rule(component);
        // only the quarter-hours that are missing are replaced, the rest of their day has its own price
        var whole = Fallback(component.Rule) is { } fallback ? new FallbackPrice(rule, series.Known(component.Rule), fallback, series.Open) : rule;
        return new(component.Name, component.Kind, whole, new(component.From, component.Until), component.Region);
    }

    PriceRule? Fallback(RuleDefinition rule)
    {
        var (given, at50) = rule switch
        {
            SpotDefinition spot => (spot.Fallback, null),
            IndexDefinition index => (index.Fallback, index.Base),
            ZonesDefinition zones => (zones.Fallback, (decimal?)zones.Prices[zones.Thresholds.Count(t => t <= 50)]),
            _ => (null, null),
        };
        var missing = given is null ? "" : series.Name(rule) + PlanSeries.Replaced;
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
