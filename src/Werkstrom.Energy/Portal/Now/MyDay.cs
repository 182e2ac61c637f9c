using Werkstrom.Energy.Partners;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Now;

/// <summary>How green the electricity of a quarter-hour is, by the frozen index: a third of the last year each.</summary>
enum Light
{
    /// <summary>The index is not known.</summary>
    Off,

    /// <summary>Below 34.</summary>
    Red,

    /// <summary>34 to 66.</summary>
    Yellow,

    /// <summary>67 and above.</summary>
    Green,
}

/// <summary>A day as a customer has it.</summary>
/// <param name="Day">The German day.</param>
/// <param name="Range">Its 92, 96 or 100 quarter-hours.</param>
/// <param name="Price">With VAT and all that is paid by the kWh, 0.001 ct/kWh; null: not known, or no contract.</param>
/// <param name="Index">0 to 100; null: not known.</param>
/// <param name="Carbon">g/kWh; null: not known.</param>
/// <param name="IsReplaced">Some prices are by the contract's rule for missing values.</param>
/// <param name="Fault">Why there is no price, a sentence; null: there is one, or the contract does not hold.</param>
sealed record MyDay(DateOnly Day, QuarterRange Range, int?[] Price, int?[] Index, double?[] Carbon, bool IsReplaced, string? Fault)
{
    /// <summary>Whether at least one price is known.</summary>
    public bool HasPrice => Array.Exists(Price, p => p is not null);

    /// <summary>Whether at least one value of the index is known.</summary>
    public bool HasIndex => Array.Exists(Index, i => i is not null);

    /// <summary>The light of an index.</summary>
    public static Light LightOf(int? index) => index switch { null => Light.Off, >= 67 => Light.Green, >= 34 => Light.Yellow, _ => Light.Red };
}

/// <summary>Today and tomorrow of a contract.</summary>
/// <param name="Now">The quarter-hour that runs.</param>
/// <param name="Today">Today.</param>
/// <param name="Tomorrow">Tomorrow, as far as it is known.</param>
/// <param name="Region">Name of the region of the index; null: the contract has none.</param>
/// <param name="Due">When the index of tomorrow is to be there; null: no region.</param>
/// <param name="Tariff">The tariff; null: it is not known.</param>
/// <param name="Disturbed">How the partner does whose index it is, where that is not well; null: it is well, or the index is computed here.</param>
sealed record MyDays(int Now, MyDay Today, MyDay Tomorrow, string? Region, DateTimeOffset? Due, TariffDefinition? Tariff = null, PartnerState? Disturbed = null)
{
    /// <summary>Whether the price of tomorrow waits for the exchange.</summary>
    public bool FollowsExchange => Parts.Any(r => r is SpotDefinition);

    /// <summary>Whether the price waits for the index of a region.</summary>
    public bool FollowsIndex => Parts.Any(r => r is IndexDefinition or ZonesDefinition);

    IEnumerable<RuleDefinition> Parts => (Tariff?.Components ?? []).Where(c => TariffStands.Holds(c.From, c.Until, Tomorrow.Day)).Select(c => c.Rule);

    /// <summary>Price of a quarter-hour of today or tomorrow, 0.001 ct/kWh.</summary>
    public int? Price(int quarter) => Of(quarter, d => d.Price);

    /// <summary>Index of one.</summary>
    public int? Index(int quarter) => Of(quarter, d => d.Index);

    /// <summary>CO₂ of one, g/kWh.</summary>
    public double? Carbon(int quarter) => Of(quarter, d => d.Carbon);

    /// <summary>From now to the end of tomorrow.</summary>
    public QuarterRange Ahead => new(Now, Tomorrow.Range.End - Now);

    /// <summary>Whether the price is the same at every quarter-hour that is known.</summary>
    public bool IsFlat => Today.Price.Concat(Tomorrow.Price).OfType<int>().Distinct().Count() == 1;

    T? Of<T>(int quarter, Func<MyDay, T?[]> of) where T : struct =>
        Today.Range.Contains(quarter) ? of(Today)[quarter - Today.Range.First] : Tomorrow.Range.Contains(quarter) ? of(Tomorrow)[quarter - Tomorrow.Range.First] : null;
}
