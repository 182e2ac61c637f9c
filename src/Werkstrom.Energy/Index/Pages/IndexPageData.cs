using Werkstrom.Energy.Index.Forecast;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Pages;

/// <summary>Reads what the page of a region shows.</summary>
sealed class IndexPageData(IndexPasts pasts, FreezeDesk desk, FreezeWorker worker, ForecastDesk forecasts, IndexReader reader, NextDayReader next, ScoreBook scores, TimeProvider time)
{
    /// <summary>Reads it for a day, or for the last of which something is known.</summary>
    public async Task<IndexPageModel> ReadAsync(IndexRegion region, DateOnly? asked, CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(time.GetUtcNow()));
        var past = await pasts.OfAsync(region.Code, stop);
        var chain = await desk.ChainAsync(region.Code, stop);
        DateOnly? first = past.Days.Count > 0 ? past.Days[0].Inputs.Day : null;
        var last = await reader.LastAsync(region.Code, stop);
        var day = asked ?? (last > today ? today : last) ?? today;
        var days = await reader.ReadAsync(region, day, day.AddDays(1), stop);
        return new(
            today, day, days.Find(d => d.Day == day), days.Find(d => d.Day == day.AddDays(1)), first, last,
            FreezeState.Of(chain, past, today, worker.Last(region.Code)), await scores.OfAsync(region, stop),
            (await forecasts.ReadAsync(region.Code, day, day.AddDays(1), stop)).Count > 0, await next.ReadAsync(region, stop));
    }
}

/// <summary>What the page of a region shows.</summary>
/// <param name="Today">The German day.</param>
/// <param name="Day">The day that is seen.</param>
/// <param name="Shown">What is known of it; null: nothing.</param>
/// <param name="Next">What is known of the next one.</param>
/// <param name="First">The first day with inputs; null: there is none.</param>
/// <param name="Last">The last day of which something is known.</param>
/// <param name="Freezing">How the days are frozen.</param>
/// <param name="Scores">How good the forecasts were; null: none can be judged.</param>
/// <param name="HasForecast">Whether one of the two days has a forecast.</param>
/// <param name="Tomorrow">How it stands with tomorrow.</param>
sealed record IndexPageModel(
    DateOnly Today, DateOnly Day, IndexDay? Shown, IndexDay? Next, DateOnly? First, DateOnly? Last, FreezeState Freezing, ForecastScores? Scores, bool HasForecast, NextDay Tomorrow);

/// <summary>How the days of a region are frozen.</summary>
/// <param name="Ahead">Frozen before they began.</param>
/// <param name="Late">Of these, after 18:15.</param>
/// <param name="Afterwards">Made after they began.</param>
/// <param name="Missing">Days between the first frozen one and today that are not frozen, the newest first.</param>
/// <param name="Ready">Measured days, and today, that are not frozen and could be made afterwards.</param>
/// <param name="Tip">Hash of the last frozen day; null: there is none.</param>
/// <param name="LastTry">What came of the last try to freeze tomorrow; null: none since the start.</param>
sealed record FreezeState(int Ahead, int Late, int Afterwards, IReadOnlyList<DateOnly> Missing, (DateOnly From, DateOnly To)? Ready, string? Tip, FreezeAnswer? LastTry)
{
    /// <summary>Of a chain.</summary>
    public static FreezeState Of(List<FrozenRow> chain, IndexPast past, DateOnly today, FreezeAnswer? lastTry)
    {
        var frozen = chain.Select(r => r.Day).ToHashSet();
        // days without inputs long after the last ones are no news
        var end = past.Days.Count == 0 ? today : past.Days[^1].Inputs.Day is var last && last < today ? last : today;
        List<DateOnly> missing = [];
        for (var day = end; chain.Count > 0 && day >= InputBook.Date(chain[0].Day); day = day.AddDays(-1))
        {
            if (!frozen.Contains(InputBook.Number(day)))
                missing.Add(day);
        }

        var open = past.Days.Where(d => d.Inputs.Day <= today && (chain.Count == 0 || InputBook.Number(d.Inputs.Day) > chain[^1].Day)).Select(d => d.Inputs.Day).ToList();
        return new(
            chain.Count(r => r.Basis == FrozenBasis.Forecast), chain.Count(r => r.IsLate), chain.Count(r => r.Basis != FrozenBasis.Forecast), missing,
            open.Count > 0 ? (open[0], open[^1]) : null, chain.Count > 0 ? chain[^1].Hash : null, lastTry);
    }
}
