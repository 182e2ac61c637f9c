using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Forecast;

/// <summary>Makes and keeps forecasts of the share of a region.</summary>
sealed class ForecastDesk(IDbContextFactory<EnergyDb> dbs, IndexPasts pasts, SeriesBook series, TimeProvider clock)
{
    /// <summary>Of the 96 quarter-hours before 16:00 so many must be known: else it would be a guess from the calendar alone.</summary>
    const int LeastKnown = 72;

    /// <summary>Forecasts a day and keeps it.</summary>
    /// <param name="region">Of which region.</param>
    /// <param name="day">The German day.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="hasBegun">The day runs already: it is kept as one that was made afterwards.</param>
    /// <returns>The forecast, or why there is none.</returns>
    public async Task<(ShareForecast? Forecast, ForecastGap? Gap)> IssueAsync(IndexRegion region, DateOnly day, CancellationToken stop, bool hasBegun = false)
    {
        var history = await HistoryAsync(region, day, stop);
        if (Unready(history, day) is { } gap)
            return (null, gap);
        var forecast = await Task.Run(() => new RollingForecast(history, RegionBook.Days(region)).Of(day, stop), stop);
        if (forecast is null)
            return (null, new(FormattableString.Invariant($"fewer than {ForecastModel.LeastDays} days are known to learn from"), "short", FormattableString.Invariant($"{ForecastModel.LeastDays}")));
        await KeepAsync(region.Code, [forecast], hasBegun, stop);
        return (forecast, null);
    }

    /// <summary>Forecasts past days as they would have been at 18:00 the day before, and keeps them, marked.</summary>
    /// <returns>How many days; days without enough known before them are left out.</returns>
    public async Task<int> AfterwardsAsync(IndexRegion region, DateOnly from, DateOnly to, CancellationToken stop, Action<int>? done = null)
    {
        var history = await HistoryAsync(region, to, stop);
        RollingForecast rolling = new(history, RegionBook.Days(region));
        List<ShareForecast> made = [];
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var own = day;
            if (Unready(history, own) is null && await Task.Run(() => rolling.Of(own, stop), stop) is { } forecast)
                made.Add(forecast);
            done?.Invoke(day.DayNumber - from.DayNumber + 1);
        }

        await KeepAsync(region.Code, made, isAfterwards: true, stop);
        return made.Count;
    }

    /// <summary>The newest forecast of each day; one that was made before it goes before one made afterwards.</summary>
    public async Task<List<ForecastRow>> ReadAsync(string region, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var (first, last) = (InputBook.Number(from), InputBook.Number(to));
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = await db.Set<ForecastRow>().AsNoTracking().Where(r => r.Region == region && r.Day >= first && r.Day <= last).ToListAsync(stop);
        return [.. rows.GroupBy(r => r.Day).OrderBy(g => g.Key).Select(g => g.OrderBy(r => !r.IsAfterwards).ThenBy(r => r.Id).Last())];
    }

    /// <summary>What is known of a region as a forecast reads it, up to the end of a day.</summary>
    public async Task<ShareHistory> HistoryAsync(IndexRegion region, DateOnly until, CancellationToken stop)
    {
        var past = await pasts.OfAsync(region.Code, stop);
        var first = past.Days.Count > 0 && past.Days[0].Inputs.Day < until ? past.Days[0].Inputs.Day : until;
        ShareHistory history = new(GermanTime.Between(first, until.AddDays(1)));
        foreach (var day in past.Days.Where(d => d.Inputs.Day <= until))
            Fill(history, day.Inputs);
        var price = await series.ReadAsync(SeriesNames.Spot(region.PriceZone), history.Range, null, stop);
        for (var q = history.Range.First; q < history.Range.End; q++)
            history.Price[q - history.Range.First] = price[q] / 100.0 ?? double.NaN;
        return history;
    }

    static void Fill(ShareHistory history, DayInputs day)
    {
        var first = GermanTime.Day(day.Day).First - history.Range.First;
        for (var i = 0; i < day.Count; i++)
        {
            if (day.Quarter(i) is not { } quarter)
                continue;
            var load = Math.Max(1.0, quarter.LoadWh);
            (history.Share[first + i], history.Zone[first + i], history.Load[first + i]) = (quarter.Share / (double)GreenQuarter.Whole, quarter.ZoneShare / (double)GreenQuarter.Whole, load);
            history.Wind[first + i] = (day.Parts.GetValueOrDefault("wind")?[i] ?? 0) / load;
            history.Solar[first + i] = (day.Parts.GetValueOrDefault("solar")?[i] ?? 0) / load;
        }
    }

    static ForecastGap? Unready(ShareHistory history, DateOnly day)
    {
        var until = ForecastFeatures.KnownUntil(day);
        var known = Enumerable.Range(until - 96, 96).Count(q => !double.IsNaN(history.At(history.Share, q)));
        return known >= LeastKnown ? null
            : new(
                FormattableString.Invariant($"of the 24 hours before 16:00 on {day.AddDays(-1):O} only {known} of 96 quarter-hours of load, generation and the zone's share are known; {LeastKnown} are needed"),
                "unknown", FormattableString.Invariant($"{known}/96"));
    }

    async Task KeepAsync(string region, IReadOnlyList<ShareForecast> forecasts, bool isAfterwards, CancellationToken stop)
    {
        if (forecasts.Count == 0)
            return;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync("energy_index_forecast", forecasts.Count, stop);
        db.AddRange(forecasts.Select((f, i) => new ForecastRow
        {
            Id = id + i,
            Region = region,
            Day = InputBook.Number(f.Day),
            Issued = clock.GetUtcNow(),
            IsAfterwards = isAfterwards,
            Low = ForecastRow.Text(f.Low),
            Middle = ForecastRow.Text(f.Middle),
            High = ForecastRow.Text(f.High),
        }));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}

/// <summary>Why there is no forecast.</summary>
/// <param name="Why">A sentence.</param>
/// <param name="Code">The same as a word: unknown, short.</param>
/// <param name="Detail">How much is known, or needed.</param>
sealed record ForecastGap(string Why, string Code, string Detail);
