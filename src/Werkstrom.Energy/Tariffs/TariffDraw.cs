using Microsoft.Extensions.Options;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>Draws for pages: prices, or all that is in the way of them.</summary>
sealed class TariffDraw(TariffDesk desk, SeriesBook series, IOptions<EnergyOptions> options, TimeProvider clock)
{
    /// <summary>What forms begin with.</summary>
    public PlaceOptions Place => options.Value.Place;

    /// <summary>Where a tariff is drawn for signals and for other programs: the place of the settings, with module 1 where the tariff has module 3, which needs it.</summary>
    public PlaceFields Usual(TariffDefinition definition, DateOnly day) =>
        PlaceFields.Read(_ => "", Place, day, definition.Components.Any(c => c.Rule is Module3Definition));

    /// <summary>The day that a page draws when nobody says which: today, or the last one of which prices of the exchange are known.</summary>
    public async Task<DateOnly> DayAsync(CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(clock.GetUtcNow()));
        return await series.SpanAsync(SeriesNames.Spot(options.Value.Zone), stop) is { } span && span.To < today ? span.To : today;
    }

    /// <summary>The first day of a new tariff: that of the oldest known year of the exchange's prices, else of this year.</summary>
    public async Task<DateOnly> FirstAsync(CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(clock.GetUtcNow()));
        var from = await series.SpanAsync(SeriesNames.Spot(options.Value.Zone), stop) is { } span && span.From < today ? span.From : today;
        return new(Math.Max(from.Year, 2024), 1, 1);
    }

    /// <summary>Draws some quarter-hours.</summary>
    public async Task<(PriceSheet? Sheet, IReadOnlyList<string> Faults)> TryAsync(TariffDefinition definition, PlaceFields where, QuarterRange range, CancellationToken stop)
    {
        try
        {
            return (await desk.DrawAsync(definition, where.Place, where.Region, range, null, stop), []);
        }
        catch (ArgumentException e)
        {
            return (null, [.. TariffDesk.Plain(e).Split("; ").Select(TariffWords.Say)]);
        }
        catch (OverflowException)
        {
            return (null, [TariffWords.Say($"{definition.Name}: a price is beyond ±2,147,483 ct/kWh.")]);
        }
    }
}
