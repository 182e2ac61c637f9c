using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Prices;

/// <summary>One part of a tariff's price of energy, for some time.</summary>
/// <param name="Name">As on the bill. Components of one name follow each other without a gap: that is how a price changes, on any day.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Rule">How its price comes about.</param>
/// <param name="Validity">When it holds.</param>
/// <param name="Region">Where it holds; null: everywhere.</param>
public sealed record TariffComponent(string Name, PartKind Kind, PriceRule Rule, Validity Validity, string? Region = null);

/// <summary>A fee by the day: a year's fee, divided by the days of its calendar year.</summary>
/// <param name="Name">As on the bill.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="PerYear">µct; below 0: a reduction. Null: that of <paramref name="Rate"/>.</param>
/// <param name="Validity">When it holds.</param>
/// <param name="Region">Where it holds; null: everywhere.</param>
/// <param name="Rate">A rate in €/a.</param>
/// <param name="Scope">Whose rate.</param>
/// <param name="IsReduction">The rate is taken off; never more than what the customer pays for <paramref name="Kind"/> (§ 14a, module 1).</param>
/// <param name="Source">Where <paramref name="PerYear"/> comes from, as a bill names it.</param>
public sealed record TariffFee(
    string Name, PartKind Kind, long? PerYear, Validity Validity, string? Region = null, string? Rate = null, RateScope Scope = RateScope.Everywhere, bool IsReduction = false,
    string Source = "contract");

/// <summary>A tariff: its components and its fees.</summary>
/// <param name="Name">For people.</param>
/// <param name="Components">What is paid by the kWh.</param>
/// <param name="Fees">What is paid by the day.</param>
public sealed record TariffPlan(string Name, IReadOnlyList<TariffComponent> Components, IReadOnlyList<TariffFee> Fees)
{
    /// <summary>Draws the prices of some quarter-hours at a delivery point.</summary>
    /// <param name="range">Which; any number above 0, they may begin within a day.</param>
    /// <param name="place">Where.</param>
    /// <param name="rates">Default: <see cref="RateTable.Supplied"/>.</param>
    /// <exception cref="ArgumentException">Something overlaps, is missing or is not allowed; the message names all of it.</exception>
    public PriceSheet Draw(QuarterRange range, SupplyPlace place, RateTable? rates = null)
    {
        if (range.Count <= 0)
            throw new ArgumentException("At least one quarter-hour is needed.", nameof(range));
        PriceScene scene = new(range, place, rates ?? RateTable.Supplied);
        List<PriceRow> rows = [.. Here(Components, c => c.Region, place).GroupBy(c => c.Name).Select(g => Row(scene, [.. g]))];
        List<FeeRow> fees = [.. Here(Fees, f => f.Region, place).GroupBy(f => f.Name).Select(g => Fee(scene, [.. g]))];
        var taxed = scene.Over("vat", RateScope.Everywhere, range, RateUnits.Share);
        if (rows.Count == 0)
            scene.Faults.Add($"{Name} has no component for region '{place.Region}'");
        return scene.Faults.Count == 0
            ? new(range, rows, fees, [.. taxed.Select(t => (t.Rate.Value, t.Range))])
            : throw new ArgumentException($"{Name}: {string.Join("; ", scene.Faults.Distinct())}.", nameof(range));
    }

    static IEnumerable<T> Here<T>(IEnumerable<T> all, Func<T, string?> region, SupplyPlace place) => all.Where(a => region(a) is null || region(a) == place.Region);

    static PriceRow Row(PriceScene scene, List<TariffComponent> components)
    {
        Check(scene, components[0].Name, [.. components.Select(c => (c.Validity, c.Kind))]);
        var prices = new int[scene.Range.Count];
        List<PricePiece> pieces = [];
        foreach (var component in components.OrderBy(c => c.Validity.From))
        {
            var own = PriceScene.Days(component.Validity).Meet(scene.Range);
            if (own.Count > 0)
                pieces.AddRange(component.Rule.Draw(scene, own, prices.AsSpan(own.First - scene.Range.First, own.Count)));
        }

        return new(components[0].Name, components[0].Kind, prices, pieces);
    }

    static FeeRow Fee(PriceScene scene, List<TariffFee> fees)
    {
        Check(scene, fees[0].Name, [.. fees.Select(f => (f.Validity, f.Kind))]);
        List<FeePiece> pieces = [];
        foreach (var fee in fees.OrderBy(f => f.Validity.From))
        {
            var own = PriceScene.Days(fee.Validity).Meet(scene.Range);
            if (own.Count == 0)
                continue;
            if (fee.PerYear is { } given)
                pieces.Add(new(own, given, fee.Source, true));
            else
                pieces.AddRange(scene.Over(fee.Rate ?? "", fee.Scope, own, RateUnits.Fee).Select(r => new FeePiece(r.Range, fee.IsReduction ? -r.Rate.Fee : r.Rate.Fee, r.Rate.Source, r.Rate.IsChecked)));
        }

        return new(fees[0].Name, fees[0].Kind, pieces, fees.Any(f => f.IsReduction));
    }

    /// <summary>One after the other, of one kind, from the first day that is touched to the last.</summary>
    static void Check(PriceScene scene, string name, List<(Validity Validity, PartKind Kind)> parts)
    {
        scene.Faults.AddRange(Succession.Faults(name, parts.Select((p, i) => (FormattableString.Invariant($"row {i + 1}"), p.Validity))));
        if (parts.Any(p => p.Kind != parts[0].Kind))
            scene.Faults.Add($"{name}: all rows must be of one kind, not {string.Join(", ", parts.Select(p => p.Kind).Distinct())}");
        var (from, until) = (parts.Min(p => p.Validity.From), parts.Max(p => p.Validity.Until ?? DateOnly.MaxValue));
        if (from > scene.From)
            scene.Faults.Add($"{name}: nothing holds {new Validity(scene.From, from < scene.Until ? from : scene.Until)}");
        if (until < scene.Until)
            scene.Faults.Add($"{name}: nothing holds {new Validity(until > scene.From ? until : scene.From, scene.Until)}");
    }
}
