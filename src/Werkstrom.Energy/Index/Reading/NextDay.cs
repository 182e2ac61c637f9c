using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Reading;

/// <summary>How it stands with tomorrow, as long as it is not frozen and when it is.</summary>
/// <param name="Day">The German day.</param>
/// <param name="State">frozen; due: its hour has not come; missing: it was tried and something is missing.</param>
/// <param name="Due">When it is to be frozen: 18:00 German time of the day before.</param>
/// <param name="Prices">Quarter-hours of it whose day-ahead price is known: without them its forecast is less exact.</param>
/// <param name="Of">Quarter-hours that it has: 92, 96 or 100.</param>
/// <param name="Why">What is missing, or what will make the forecast less exact; null when nothing is.</param>
/// <param name="Code">The same as a word: prices, or of <see cref="FreezeAnswer"/>.</param>
/// <param name="Detail">How many of how many, or which inputs.</param>
sealed record NextDay(DateOnly Day, string State, DateTimeOffset Due, int Prices, int Of, string? Why, string? Code, string? Detail);

/// <summary>Says how it stands with tomorrow.</summary>
sealed class NextDayReader(FreezeDesk desk, FreezeWorker worker, SeriesBook series, TimeProvider time)
{
    /// <summary>Reads it for a region.</summary>
    public async Task<NextDay> ReadAsync(IndexRegion region, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var day = GermanTime.Date(Quarters.Of(now)).AddDays(1);
        var (range, due) = (GermanTime.Day(day), FreezeDesk.Due(day));
        var price = await series.ReadAsync(SeriesNames.Spot(region.PriceZone), range, null, stop);
        var prices = Enumerable.Range(range.First, range.Count).Count(q => price[q] is not null);
        if ((await desk.ChainAsync(region.Code, stop)).Exists(r => r.Day == InputBook.Number(day)))
            return new(day, "frozen", due, prices, range.Count, null, null, null);
        if (now >= due && worker.Last(region.Code) is { State: "missing" } last && last.Day == day)
            return new(day, "missing", due, prices, range.Count, last.Why, last.Code, last.Detail);
        return prices == range.Count
            ? new(day, "due", due, prices, range.Count, null, null, null)
            : new(day, "due", due, prices, range.Count, FormattableString.Invariant($"of the day-ahead price of {day:O} only {prices} of {range.Count} quarter-hours are known; a forecast without it is less exact"), "prices", FormattableString.Invariant($"{prices}/{range.Count}"));
    }
}
