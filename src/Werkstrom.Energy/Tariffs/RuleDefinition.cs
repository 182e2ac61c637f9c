using System.Text.Json.Serialization;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Tariffs;

/// <summary>How the price of a component comes about.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FlatDefinition), "flat")]
[JsonDerivedType(typeof(ClockDefinition), "clock")]
[JsonDerivedType(typeof(SpotDefinition), "spot")]
[JsonDerivedType(typeof(IndexDefinition), "index")]
[JsonDerivedType(typeof(ZonesDefinition), "zones")]
[JsonDerivedType(typeof(RateDefinition), "rate")]
[JsonDerivedType(typeof(Module2Definition), "module2")]
[JsonDerivedType(typeof(Module3Definition), "module3")]
abstract record RuleDefinition
{
    /// <summary>Codes of the rates whose prices it has.</summary>
    public virtual IEnumerable<string> Rates() => [];
}

/// <summary>The same price always.</summary>
/// <param name="Price">ct/kWh.</param>
sealed record FlatDefinition(decimal Price) : RuleDefinition;

/// <summary>Prices by the time of the day.</summary>
/// <param name="Price">ct/kWh at all other times.</param>
/// <param name="Windows">Each with its price; no two at once.</param>
sealed record ClockDefinition(decimal Price, IReadOnlyList<WindowDefinition> Windows) : RuleDefinition;

/// <summary>Some time of the day on some days.</summary>
/// <param name="Time"><c>06:00-22:00</c>, in full quarters of an hour; past midnight: each side on its own day.</param>
/// <param name="Price">ct/kWh.</param>
/// <param name="Days">On which kinds of days.</param>
/// <param name="Quarters">In which quarters of the year, 1 to 4; null: all.</param>
sealed record WindowDefinition(string Time, decimal Price, DayType Days = DayType.Any, IReadOnlyList<int>? Quarters = null);

/// <summary>The price of the exchange, passed on by the quarter-hour: price × share + surcharge.</summary>
/// <param name="Surcharge">ct/kWh.</param>
/// <param name="Share">How much of it is passed on, %, one decimal; 100: as it is, 103: with 3 % for losses.</param>
/// <param name="Zone">Whose price; null: the zone of this instance.</param>
/// <param name="Fallback">What takes the place of a day that is missing; null: nothing, the bill waits.</param>
sealed record SpotDefinition(decimal Surcharge, decimal Share = 100, string? Zone = null, FallbackDefinition? Fallback = null) : RuleDefinition;

/// <summary>A price that falls as the index rises: base − slope × (index − 50), never above the cap nor below the floor.</summary>
/// <param name="Base">ct/kWh at an index of 50.</param>
/// <param name="Slope">ct/kWh for each point.</param>
/// <param name="Cap">The highest price, ct/kWh; null: none.</param>
/// <param name="Floor">The lowest; null: none.</param>
/// <param name="Region">Whose index; null: that of the contract.</param>
/// <param name="Fallback">What takes the place of a day that is missing; null: nothing, the bill waits.</param>
sealed record IndexDefinition(decimal Base, decimal Slope, decimal? Cap = null, decimal? Floor = null, string? Region = null, FallbackDefinition? Fallback = null) : RuleDefinition;

/// <summary>A price for each zone of the index, with thresholds that are fixed beforehand.</summary>
/// <param name="Thresholds">0 to 100, rising; a threshold belongs to the zone above it.</param>
/// <param name="Prices">ct/kWh; one more than thresholds, that of the lowest index first.</param>
/// <param name="Region">Whose index; null: that of the contract.</param>
/// <param name="Fallback">What takes the place of a day that is missing; null: nothing, the bill waits.</param>
sealed record ZonesDefinition(IReadOnlyList<int> Thresholds, IReadOnlyList<decimal> Prices, string? Region = null, FallbackDefinition? Fallback = null) : RuleDefinition;

/// <summary>A rate of the table of rates: levies, tax, concession levy, grid fee.</summary>
/// <param name="Rate">Its name, for example <c>levy.kwkg</c>.</param>
/// <param name="Scope">Whose.</param>
sealed record RateDefinition(string Rate, RateScope Scope = RateScope.Everywhere) : RuleDefinition
{
    /// <inheritdoc/>
    public override IEnumerable<string> Rates() => [Rate];
}

/// <summary>The reduced grid fee of § 14a EnWG, module 2, for a separate meter.</summary>
sealed record Module2Definition : RuleDefinition
{
    /// <inheritdoc/>
    public override IEnumerable<string> Rates() => ["grid.module2"];
}

/// <summary>The grid fee by the time of the day of § 14a EnWG, module 3.</summary>
/// <param name="High">When the high price holds: <c>18:15-21:15</c>.</param>
/// <param name="Low">When the low price holds.</param>
/// <param name="Quarters">In which quarters of the year, 1 to 4; null: all.</param>
sealed record Module3Definition(IReadOnlyList<string> High, IReadOnlyList<string> Low, IReadOnlyList<int>? Quarters = null) : RuleDefinition
{
    /// <inheritdoc/>
    public override IEnumerable<string> Rates() => ["grid.work", "grid.module3.high", "grid.module3.low"];
}

/// <summary>What takes the place of a day of an index or an exchange that is missing when it is over.</summary>
/// <param name="Kind">How.</param>
/// <param name="Price">ct/kWh, for a fixed price only.</param>
sealed record FallbackDefinition(FallbackKind Kind, decimal? Price = null);

/// <summary>How a missing day is priced.</summary>
enum FallbackKind
{
    /// <summary>At the base price: an index of 50.</summary>
    Base,

    /// <summary>With the values of the same day of the year before.</summary>
    LastYear,

    /// <summary>At a fixed price.</summary>
    Fixed,
}
