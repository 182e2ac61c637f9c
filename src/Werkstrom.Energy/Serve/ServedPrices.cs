using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Serve;

/// <summary>The prices of the exchange that are given to others.</summary>
sealed class ServedPrices(SeriesBook book, IOptions<EnergyOptions> options, TimeProvider clock)
{
    /// <summary>Longest span of one request, quarter-hours: a leap year.</summary>
    public const int Longest = 366 * 96;

    /// <summary>The zone of the house.</summary>
    public string Zone => options.Value.Zone;

    /// <summary>The quarter-hour it is.</summary>
    public int Now => Quarters.Of(clock.GetUtcNow());

    /// <summary>When it is.</summary>
    public DateTimeOffset Clock => clock.GetUtcNow();

    /// <summary>The German day it is.</summary>
    public QuarterRange Today => GermanTime.Day(GermanTime.Date(Now));

    /// <summary>The German day after it.</summary>
    public QuarterRange Tomorrow => GermanTime.Day(GermanTime.Date(Now).AddDays(1));

    /// <summary>Prices of a zone, 0.001 ct/kWh.</summary>
    public Task<QuarterSeries> ReadAsync(string zone, QuarterRange range, CancellationToken stop) => book.ReadAsync(SeriesNames.Spot(zone), range, null, stop);

    /// <summary>What is to be said where nothing at all is known of a zone; null where something is, and for the zone of the house, whose first price may come any moment.</summary>
    public async Task<Refusal?> MissingAsync(string zone, CancellationToken stop) =>
        zone == Zone || (Market.MarketPlaces.IsZone(zone) && await book.SpanAsync(SeriesNames.Spot(zone), stop) is not null)
            ? null : new(StatusCodes.Status404NotFound, $"There are no prices of the zone '{zone}'.");

    /// <summary>Who said what is known of some time, for the licence that goes with it.</summary>
    public async Task<string> SourceAsync(string zone, QuarterRange range, CancellationToken stop)
    {
        var days = range.Count == 0 ? [] : await book.DaysAsync(SeriesNames.Spot(zone), GermanTime.Date(range.First), GermanTime.Date(range.End - 1), null, stop);
        return string.Join("; ", days.Select(d => d.Source.Split(':')[0]).Distinct());
    }

    /// <summary>The time between two of a request.</summary>
    /// <returns>The time, or what is wrong with it.</returns>
    public static (QuarterRange Range, Refusal? Wrong) Between(int? start, int? end, string from, string to) =>
        start is not { } first || end is not { } last ? (default, Refusal.Both(NoTime(start, from), NoTime(end, to)))
        : last < first ? (default, new(StatusCodes.Status400BadRequest, "The end is before the start."))
        : last - first > Longest ? (default, new(StatusCodes.Status400BadRequest, "At most a year is given at once."))
        : (new(first, last - first), null);

    static Refusal? NoTime(int? time, string sent) =>
        time is not null ? null : new(StatusCodes.Status400BadRequest, $"'{sent}' is no time: send seconds since 1970, a day (2026-11-22) or ISO 8601 with its offset.");
}
