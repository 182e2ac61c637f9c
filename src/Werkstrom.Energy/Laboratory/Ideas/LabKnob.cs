using System.Globalization;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Laboratory.Ideas;

/// <summary>A number of an idea that can be moved.</summary>
/// <param name="Name">Of the input: <c>price</c>, <c>w0</c>, <c>fee</c>.</param>
/// <param name="Label">Its text: a key, with what stands in it.</param>
/// <param name="Of">What stands in the text: a time, a zone.</param>
/// <param name="Value">Where it stands; null: there is none (cap, floor).</param>
/// <param name="From">The lowest that can be chosen with the slider.</param>
/// <param name="To">The highest.</param>
/// <param name="Step">Of the slider.</param>
/// <param name="Unit">As people write it.</param>
sealed record LabKnob(string Name, string Label, string Of, decimal? Value, decimal From, decimal To, decimal Step, string Unit)
{
    const string Cents = "ct/kWh";

    /// <summary>What can be moved: the numbers of the price of energy in the middle of a year, and the base fee.</summary>
    public static IReadOnlyList<LabKnob> All(TariffDefinition definition, int year)
    {
        List<LabKnob> knobs = [];
        if (Energy(definition, year) is { } energy)
            knobs.AddRange(OfRule(energy.Rule));
        if (Fee(definition) is { } fee)
            knobs.Add(new("fee", "knob.fee", "", fee.PerYear, 0, 300, 6, "€/a"));
        return knobs;
    }

    /// <summary>The definition with other numbers.</summary>
    /// <param name="definition">What it was.</param>
    /// <param name="year">Whose price of energy.</param>
    /// <param name="values">Numbers by name; those that are not there stay.</param>
    public static TariffDefinition Apply(TariffDefinition definition, int year, IReadOnlyDictionary<string, decimal?> values)
    {
        decimal Or(string name, decimal otherwise) => values.TryGetValue(name, out var value) && value is { } given ? given : otherwise;
        decimal? OrNone(string name, decimal? otherwise) => values.TryGetValue(name, out var value) ? value : otherwise;
        var energy = Energy(definition, year);
        var rule = energy?.Rule switch
        {
            FlatDefinition flat => (RuleDefinition)(flat with { Price = Or("price", flat.Price) }),
            ClockDefinition clock => clock with { Price = Or("price", clock.Price), Windows = [.. clock.Windows.Select((w, i) => w with { Price = Or(Text($"w{i}"), w.Price) })] },
            SpotDefinition spot => spot with { Surcharge = Or("surcharge", spot.Surcharge), Share = Or("share", spot.Share) },
            IndexDefinition index => index with { Base = Or("base", index.Base), Slope = Or("slope", index.Slope), Cap = OrNone("cap", index.Cap), Floor = OrNone("floor", index.Floor) },
            ZonesDefinition zones => zones with { Prices = [.. zones.Prices.Select((p, i) => Or(Text($"z{i}"), p))] },
            var other => other,
        };
        var fee = Fee(definition);
        return definition with
        {
            Components = [.. definition.Components.Select(c => ReferenceEquals(c, energy) ? c with { Rule = rule! } : c)],
            Fees = [.. (definition.Fees ?? []).Select(f => ReferenceEquals(f, fee) ? f with { PerYear = Or("fee", f.PerYear!.Value) } : f)],
        };
    }

    /// <summary>The definition as if it held in all of a year: an idea is asked of a time in which it did not exist.</summary>
    public static TariffDefinition Whole(TariffDefinition definition, int year)
    {
        DateOnly from = new(year, 1, 1), until = new(year + 1, 1, 1);
        return definition with
        {
            Components = [.. definition.Components.GroupBy(c => (c.Name, c.Region)).SelectMany(g =>
            {
                List<ComponentDefinition> parts = [.. g.OrderBy(c => c.From)];
                parts[0] = parts[0] with { From = parts[0].From > from ? from : parts[0].From };
                parts[^1] = parts[^1] with { Until = parts[^1].Until < until ? null : parts[^1].Until };
                return parts;
            })],
            Fees = [.. (definition.Fees ?? []).GroupBy(f => (f.Name, f.Region)).SelectMany(g =>
            {
                List<FeeDefinition> parts = [.. g.OrderBy(f => f.From)];
                parts[0] = parts[0] with { From = parts[0].From > from ? from : parts[0].From };
                parts[^1] = parts[^1] with { Until = parts[^1].Until < until ? null : parts[^1].Until };
                return parts;
            })],
        };
    }

    static IEnumerable<LabKnob> OfRule(RuleDefinition rule) => rule switch
    {
        FlatDefinition flat => [Price("price", "knob.price", "", flat.Price)],
        ClockDefinition clock => [.. clock.Windows.Select((w, i) => Price(Text($"w{i}"), "knob.window", w.Time, w.Price)), Price("price", "knob.otherwise", "", clock.Price)],
        SpotDefinition spot => [Price("surcharge", "knob.surcharge", "", spot.Surcharge, 0, 10), new("share", "knob.share", "", spot.Share, 0, 150, 1, "%")],
        IndexDefinition index =>
        [
            Price("base", "knob.base", "", index.Base), new("slope", "knob.slope", "", index.Slope, 0, 0.3m, 0.005m, Cents),
            Price("cap", "knob.cap", "", index.Cap), Price("floor", "knob.floor", "", index.Floor),
        ],
        ZonesDefinition zones => zones.Prices.Select((p, i) => Price(
            Text($"z{i}"), "knob.zone", i == 0 ? Text($"< {(zones.Thresholds.Count > 0 ? zones.Thresholds[0] : 100)}") : Text($"≥ {zones.Thresholds[i - 1]}"), p)),
        _ => [],
    };

    static LabKnob Price(string name, string label, string of, decimal? value, decimal from = 0, decimal to = 40) => new(name, label, of, value, from, to, 0.1m, Cents);

    // of several that follow each other the one that holds in the middle of the year
    static ComponentDefinition? Energy(TariffDefinition definition, int year)
    {
        var all = definition.Components.Where(c => c.Kind == PartKind.Energy && OfRule(c.Rule).Any()).OrderBy(c => c.From).ToList();
        return all.LastOrDefault(c => c.From <= new DateOnly(year, 7, 1)) ?? all.FirstOrDefault();
    }

    static FeeDefinition? Fee(TariffDefinition definition) => (definition.Fees ?? []).FirstOrDefault(f => f is { Kind: PartKind.Energy, PerYear: not null, IsReduction: false });

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
