using System.Collections.Concurrent;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;

namespace Werkstrom.Energy.Index.Forecast;

/// <summary>How good the kept forecasts of a region were, month by month and in all; kept in memory until something new comes.</summary>
sealed class ScoreBook(ForecastDesk desk, IndexPasts pasts)
{
    readonly ConcurrentDictionary<string, (long Known, long Said, ForecastScores Scores)> _known = [];

    /// <summary>The scores; null when no forecast can be judged yet.</summary>
    public async Task<ForecastScores?> OfAsync(IndexRegion region, CancellationToken stop)
    {
        var past = await pasts.OfAsync(region.Code, stop);
        if (past.Days.Count == 0)
            return null;
        var rows = await desk.ReadAsync(region.Code, past.Days[0].Inputs.Day, past.Days[^1].Inputs.Day, stop);
        if (rows.Count == 0)
            return null;
        if (_known.TryGetValue(region.Code, out var known) && (known.Known, known.Said) == (past.Known, rows.Max(r => r.Id)))
            return known.Scores;
        var history = await desk.HistoryAsync(region, past.Days[^1].Inputs.Day, stop);
        var scores = Of(history, rows);
        if (scores is not null)
            _known[region.Code] = (past.Known, rows.Max(r => r.Id), scores);
        return scores;
    }

    static ForecastScores? Of(ShareHistory history, List<ForecastRow> rows)
    {
        ForecastScore all = new();
        SortedDictionary<DateOnly, ForecastScore> months = [];
        foreach (var forecast in rows.Select(r => r.Forecast()))
        {
            DateOnly month = new(forecast.Day.Year, forecast.Day.Month, 1);
            if (!months.TryGetValue(month, out var score))
                months[month] = score = new();
            score.Add(history, forecast);
            all.Add(history, forecast);
        }

        return all.Count == 0 ? null : new(all, [.. months.Where(m => m.Value.Count > 0).Select(m => (m.Key, m.Value))], rows.Count, rows.Count(r => r.IsAfterwards));
    }
}

/// <summary>Scores of forecasts.</summary>
/// <param name="All">Of all together.</param>
/// <param name="Months">By month, in order.</param>
/// <param name="Days">Forecasts.</param>
/// <param name="Afterwards">Of these so many were made afterwards.</param>
sealed record ForecastScores(ForecastScore All, IReadOnlyList<(DateOnly Month, ForecastScore Score)> Months, int Days, int Afterwards);
