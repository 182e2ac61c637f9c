using System.Text.RegularExpressions;
using Werkstrom.Energy.Rates;
using Werkstrom.Tariff;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Tariffs;

/// <summary>What is wrong with a definition by itself, before any prices are drawn: all of it at once.</summary>
static partial class TariffCheck
{
    /// <summary>Whether a text may be the key of a tariff: a word of lower-case letters, digits and dashes, at most 60, and no address of a page.</summary>
    public static bool IsKey(string text) => text is not ("new" or "compare" or "preview") && Word().IsMatch(text);

    /// <summary>Sentences without a full stop; empty when it is fine.</summary>
    public static List<string> Faults(TariffDefinition definition)
    {
        List<string> faults = [];
        if (definition.Name is not { Length: > 0 and <= 200 })
            faults.Add("the name has 1 to 200 characters");
        if (definition.Components is not { Count: > 0 })
            return [.. faults, "a tariff has one component at least"];
        foreach (var component in definition.Components)
            faults.AddRange(Part(component.Name, component.From, component.Until).Concat(Rule(component.Rule)).Select(f => $"{component.Name}: {f}"));
        foreach (var fee in definition.Fees ?? [])
            faults.AddRange(Part(fee.Name, fee.From, fee.Until).Concat(Fee(fee)).Select(f => $"{fee.Name}: {f}"));
        faults.AddRange(Following(definition.Components.Select(c => (c.Name, c.Region, c.From, c.Until))));
        faults.AddRange(Following((definition.Fees ?? []).Select(f => (f.Name, f.Region, f.From, f.Until))));
        return [.. faults.Distinct()];
    }

    /// <summary>Names of rates that the table does not have at all, with what they may be meant to be.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="rows">All rates that are known.</param>
    public static IEnumerable<string> UnknownRates(TariffDefinition definition, IEnumerable<RateVersion> rows)
    {
        SortedSet<string> known = new(rows.Select(r => r.Name), StringComparer.Ordinal);
        var named = (definition.Components ?? []).Select(c => (c.Name, Rate: (c.Rule as RateDefinition)?.Rate)).Concat((definition.Fees ?? []).Select(f => (f.Name, f.Rate)));
        foreach (var (part, rate) in named.Where(n => !string.IsNullOrWhiteSpace(n.Rate) && !known.Contains(n.Rate)))
        {
            var near = known.Where(k => k.StartsWith(rate!.Split('.')[0], StringComparison.OrdinalIgnoreCase)).ToList();
            yield return $"{part}: there is no rate '{rate}'{(near.Count > 0 ? $" (there are {string.Join(", ", near)})" : "")}; rates are entered on the page Rates (/energy/rates)";
        }
    }

    // parts of one name follow each other, in every region in which they hold
    static IEnumerable<string> Following(IEnumerable<(string Name, string? Region, DateOnly From, DateOnly? Until)> parts)
    {
        foreach (var same in parts.Where(p => p.Name is not null && !(p.Until <= p.From)).GroupBy(p => p.Name))
        {
            foreach (var region in same.Select(p => p.Region).Distinct())
            {
                var here = same.Where(p => p.Region is null || p.Region == region).Select((p, i) => (FormattableString.Invariant($"row {i + 1}"), new Validity(p.From, p.Until)));
                foreach (var fault in Succession.Faults(same.Key, here))
                    yield return fault;
            }
        }
    }

    static IEnumerable<string> Part(string name, DateOnly from, DateOnly? until)
    {
        if (name is not { Length: > 0 and <= 100 })
            yield return "a part has a name of 1 to 100 characters";
        if (until <= from)
            yield return FormattableString.Invariant($"its end ({until:O}) must be after its first day ({from:O})");
        if (from.Year is < 1995 or > 8_000)
            yield return FormattableString.Invariant($"its first day is between 1995 and 8000, not {from:O}");
    }

    static IEnumerable<string> Fee(FeeDefinition fee)
    {
        if (fee.PerYear is null == string.IsNullOrEmpty(fee.Rate))
            yield return "a fee has either an amount or the name of a rate";
        if (fee.PerYear is { } perYear && (perYear * 1_000_000 % 1 != 0 || Math.Abs(perYear) > 1_000_000_000))
            yield return FormattableString.Invariant($"an amount has six decimals at most and is below 1,000,000,000 €/a, not {perYear}");
        if (fee.Kind == PartKind.FeedIn)
            yield return "what is fed in is paid by the kWh, not by a fee";
    }

    static IEnumerable<string> Rule(RuleDefinition? rule) => rule switch
    {
        FlatDefinition flat => Some(Units.PriceFault("the price", flat.Price)),
        ClockDefinition clock => Clock(clock),
        SpotDefinition spot => Some(
            Units.PriceFault("the surcharge", spot.Surcharge),
            spot.Share is >= 0 and <= 10_000 && spot.Share * 10 % 1 == 0 ? null : FormattableString.Invariant($"the share is between 0 and 10,000 % with one decimal at most, not {spot.Share}"),
            spot.Fallback is { Kind: FallbackKind.Base } ? "the exchange has no base price; the fallback is the year before or a fixed price" : null,
            Fallback(spot.Fallback)),
        IndexDefinition index => Some(
            Units.PriceFault("the base price", index.Base), Units.PriceFault("the slope", index.Slope), Units.PriceFault("the cap", index.Cap), Units.PriceFault("the floor", index.Floor),
            index.Floor > index.Cap ? FormattableString.Invariant($"the floor ({index.Floor}) is above the cap ({index.Cap})") : null,
            Fallback(index.Fallback)),
        ZonesDefinition zones => Zones(zones),
        RateDefinition rate => Some(string.IsNullOrWhiteSpace(rate.Rate) ? "the name of the rate is missing" : null),
        Module2Definition => [],
        Module3Definition three => Windows((three.High ?? []).Concat(three.Low ?? []), three.Quarters).Concat(Some(
            three.High is not { Count: > 0 } ? "module 3 has a window of the high price" : null, three.Low is not { Count: > 0 } ? "module 3 has a window of the low price" : null)),
        _ => ["a component has a rule"],
    };

    static IEnumerable<string> Clock(ClockDefinition clock) =>
        Some(Units.PriceFault("the price", clock.Price), clock.Windows is not { Count: > 0 } ? "prices by the clock have one window at least" : null)
            .Concat((clock.Windows ?? []).SelectMany(w => Windows([w.Time], w.Quarters).Concat(Some(Units.PriceFault($"the price of {w.Time}", w.Price)))));

    static IEnumerable<string> Zones(ZonesDefinition zones)
    {
        if (zones.Thresholds is null || zones.Prices is null || zones.Prices.Count != zones.Thresholds.Count + 1)
            return [FormattableString.Invariant($"{zones.Thresholds?.Count ?? 0} thresholds make {(zones.Thresholds?.Count ?? 0) + 1} zones; there are {zones.Prices?.Count ?? 0} prices")];
        return Some(
            zones.Thresholds.Zip(zones.Thresholds.Skip(1)).Any(t => t.First >= t.Second) ? $"thresholds must rise, not {string.Join(", ", zones.Thresholds)}" : null,
            zones.Thresholds.Any(t => t is < 0 or > 100) ? "a threshold is between 0 and 100" : null,
            Fallback(zones.Fallback)).Concat(zones.Prices.SelectMany((p, i) => Some(Units.PriceFault(FormattableString.Invariant($"the price of zone {i + 1}"), p))));
    }

    static IEnumerable<string> Windows(IEnumerable<string> texts, IReadOnlyList<int>? quarters)
    {
        foreach (var text in texts)
        {
            if (Fault(text) is { } fault)
                yield return fault;
        }

        if (quarters?.Any(q => q is < 1 or > 4) == true)
            yield return $"quarters of the year are 1 to 4, not {string.Join(", ", quarters)}";
    }

    static string? Fault(string text)
    {
        try
        {
            _ = ClockWindow.Read(text ?? "");
            return null;
        }
        catch (ArgumentException e)
        {
            return TariffDesk.Plain(e).TrimEnd('.');
        }
    }

    static string? Fallback(FallbackDefinition? fallback) =>
        fallback is { Kind: FallbackKind.Fixed, Price: null } ? "the fixed price of the fallback is missing" : Units.PriceFault("the price of the fallback", fallback?.Price);

    static IEnumerable<string> Some(params string?[] faults) => faults.OfType<string>();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,59}$")]
    private static partial Regex Word();
}
