using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>Whether a tariff has a price at a place on a day: one judgement for contracts that begin and for those that are switched. It remembers, for places are alike.</summary>
/// <param name="rates">Levies, tax and fees as known now.</param>
/// <param name="zone">Whose price of the exchange where a rule names none.</param>
sealed class TariffStands(RateTable rates, string zone)
{
    readonly Dictionary<(string, SupplyPlace, string?, DateOnly), string?> _known = [];

    /// <summary>Why a tariff has no price there then, English sentences parted by a semicolon; empty: no part of it holds on that day; null: it has one.</summary>
    /// <param name="tariff">The tariff.</param>
    /// <param name="place">Where.</param>
    /// <param name="region">Whose index prices; null: none is known.</param>
    /// <param name="day">The German day.</param>
    public string? NoPrice(TariffVersion tariff, SupplyPlace place, string? region, DateOnly day)
    {
        var key = (tariff.Key, place, region, day);
        return _known.TryGetValue(key, out var known) ? known : _known[key] = Find(tariff.Read(), place, region, day);
    }

    /// <summary>Whether a part that holds for some days holds on one.</summary>
    public static bool Holds(DateOnly from, DateOnly? until, DateOnly day) => from <= day && !(until <= day);

    string? Find(TariffDefinition definition, SupplyPlace place, string? region, DateOnly day)
    {
        var faults = TariffCheck.Faults(definition);
        if (faults.Count > 0)
            return string.Join("; ", faults);
        if (!definition.Components.Any(c => c.Kind == PartKind.Energy && Holds(c.From, c.Until, day)))
            return "";
        if (region is null && definition.Components.Any(c => Holds(c.From, c.Until, day) && c.Rule is IndexDefinition { Region: null } or ZonesDefinition { Region: null }))
            return "it follows the index of a region, and neither the part nor the place names one";
        // what the exchange and the index will say is not known yet; that they say something is enough
        PlanSeries any = new(zone, region, GermanTime.Day(day), 0);
        foreach (var name in any.Names(definition))
            any.Put(name, Even(name, any.Range), Even(name, PlanSeries.YearBefore(any.Range)));
        try
        {
            new PlanMaker(any, place).Make(definition).Draw(any.Range, place, rates);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            return e is ArgumentException wrong ? TariffDesk.Plain(wrong) : e.Message;
        }
    }

    static QuarterSeries Even(string name, QuarterRange range) => new(name, range.First, [.. Enumerable.Repeat<int?>(50, range.Count)]);
}
