using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Laboratory.Ideas;

/// <summary>
/// Draws the prices of ideas for a year, without asking the registry for anything twice. What depends on the place (grid, levies) and what does not (the
/// price of energy) are drawn apart: moving a slider draws one row.
/// </summary>
/// <param name="zone">Whose price of the exchange where a rule names none.</param>
/// <param name="range">The year.</param>
/// <param name="rates">Levies, tax and fees.</param>
/// <param name="series">A series by its name, with that of the year before.</param>
sealed class LabPrices(string zone, QuarterRange range, RateTable rates, Func<string, (QuarterSeries Known, QuarterSeries Before)> series)
{
    const int Kept = 200;

    readonly Dictionary<string, PriceSheet> _drawn = [];

    /// <summary>Draws the prices of a tariff at a place.</summary>
    /// <exception cref="ArgumentException">Something is missing or not allowed; the message names all of it.</exception>
    public PriceSheet Draw(TariffDefinition definition, MemberPlace place)
    {
        var faults = TariffCheck.Faults(definition);
        if (faults.Count > 0)
            throw new ArgumentException($"{definition.Name}: {string.Join("; ", faults)}.", nameof(definition));
        place = Fit(definition, place);
        var (free, bound) = Split(definition);
        // energy prices know of a place its holidays, its area and its region
        var same = new MemberPlace(place.State, "", "", place.Area, MeteringKind.Smart, false, place.Region);
        PriceSheet?[] parts = [free is null ? null : Known(free, same), bound is null ? null : Known(bound, place)];
        return parts[0] is { } one && parts[1] is { } other
            ? one with { Rows = [.. one.Rows, .. other.Rows], Fees = [.. one.Fees, .. other.Fees] }
            : parts[0] ?? parts[1]!;
    }

    // who has no smart meter and no module 1 gets them with a tariff that needs them
    static MemberPlace Fit(TariffDefinition definition, MemberPlace place) =>
        definition.Components.Any(c => c.Rule is Module3Definition) ? place with { HasModule1 = true, Metering = MeteringKind.Smart } : place;

    static (TariffDefinition? Free, TariffDefinition? Bound) Split(TariffDefinition definition)
    {
        var bound = definition.Components.Where(c => c.Rule is RateDefinition or Module2Definition or Module3Definition).Select(c => c.Name).ToHashSet();
        var (one, other) = (definition.Components.Where(c => !bound.Contains(c.Name)).ToList(), definition.Components.Where(c => bound.Contains(c.Name)).ToList());
        var apart = (definition.Fees ?? []).Where(f => f.Rate is not null || f.NeedsModule1 || f.IsReduction).Select(f => f.Name).ToHashSet();
        List<FeeDefinition> Fees(bool isApart) => [.. (definition.Fees ?? []).Where(f => other.Count == 0 || one.Count == 0 || apart.Contains(f.Name) == isApart)];
        return (one.Count == 0 ? null : definition with { Components = one, Fees = Fees(false) }, other.Count == 0 ? null : definition with { Components = other, Fees = Fees(true) });
    }

    PriceSheet Known(TariffDefinition definition, MemberPlace place)
    {
        var key = $"{TariffJson.Write(definition with { Name = "-", Text = "" })}|{place}";
        if (_drawn.TryGetValue(key, out var known))
            return known;
        if (_drawn.Count >= Kept)
            _drawn.Clear();
        PlanSeries found = new(zone, place.Region, range, range.End);
        foreach (var name in found.Names(definition))
        {
            var (now, before) = series(name);
            found.Put(name, now, before);
        }

        return _drawn[key] = new PlanMaker(found, place.Supply).Make(definition).Draw(range, place.Supply, rates);
    }
}
