using Microsoft.Extensions.Options;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>Draws the prices of tariffs: joins a definition to series and rates.</summary>
sealed class TariffDesk(TariffBook tariffs, RateBook rates, SeriesBook series, IOptions<EnergyOptions> options, TimeProvider clock)
{
    /// <summary>Draws the prices of some quarter-hours at a delivery point.</summary>
    /// <param name="tariff">Key.</param>
    /// <param name="place">Where.</param>
    /// <param name="region">Whose index prices; null: none is known.</param>
    /// <param name="range">Which quarter-hours.</param>
    /// <param name="asOf">Of <see cref="SeriesBook.NowAsync"/>: prices as they were known then; null: now.</param>
    /// <exception cref="ArgumentException">Something is unknown, overlaps, is missing or is not allowed; the message names all of it.</exception>
    public async Task<PriceSheet> DrawAsync(string tariff, SupplyPlace place, string? region, QuarterRange range, long? asOf, CancellationToken stop) =>
        await tariffs.FindAsync(tariff, asOf, stop) is { } version
            ? await DrawAsync(version.Read(), place, region, range, asOf, stop)
            : throw new ArgumentException($"There is no tariff '{tariff}'.", nameof(tariff));

    /// <summary>Draws the prices of a definition that need not be kept.</summary>
    /// <exception cref="ArgumentException">Something is unknown, overlaps, is missing or is not allowed; the message names all of it.</exception>
    public async Task<PriceSheet> DrawAsync(TariffDefinition definition, SupplyPlace place, string? region, QuarterRange range, long? asOf, CancellationToken stop)
    {
        var table = await rates.TableAsync(asOf, stop);
        var plan = await PlanAsync(definition, place, region, range, asOf, stop);
        return Draw(plan, range, place, table);
    }

    /// <summary>The library's plan of a definition, with the series for some quarter-hours.</summary>
    /// <exception cref="ArgumentException">The definition has faults; the message names all of them.</exception>
    public async Task<TariffPlan> PlanAsync(TariffDefinition definition, SupplyPlace place, string? region, QuarterRange range, long? asOf, CancellationToken stop)
    {
        if (range.Count <= 0)
            throw new ArgumentException("At least one quarter-hour is needed.", nameof(range));
        var faults = TariffCheck.Faults(definition);
        faults.AddRange(definition.Components.Where(c => region is null && c.Rule is (IndexDefinition { Region: null } or ZonesDefinition { Region: null }))
            .Select(c => $"{c.Name}: it follows the index of a region, and neither the part nor the place names one"));
        if (faults.Count > 0)
            throw new ArgumentException($"{definition.Name}: {string.Join("; ", faults)}.", nameof(definition));
        PlanSeries found = new(options.Value.Zone, region, range, Quarters.Of(clock.GetUtcNow()));
        foreach (var name in found.Names(definition))
            found.Put(name, await series.ReadAsync(name, range, asOf, stop), await series.ReadAsync(name, PlanSeries.YearBefore(range), asOf, stop));
        return new PlanMaker(found, place).Make(definition);
    }

    static PriceSheet Draw(TariffPlan plan, QuarterRange range, SupplyPlace place, RateTable table)
    {
        try
        {
            return plan.Draw(range, place, table);
        }
        catch (ArgumentException e) when (e.Message.Contains("there is no rate", StringComparison.Ordinal))
        {
            throw new ArgumentException($"{Plain(e)} Missing rates are entered on the page Rates (/energy/rates), each with its source.", e);
        }
    }

    // the message of the framework ends with the name of the parameter, which says nothing to people
    internal static string Plain(ArgumentException e) => e.ParamName is { } name ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;
}
