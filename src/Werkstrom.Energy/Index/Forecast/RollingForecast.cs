using Werkstrom.Tariff.Holidays;

namespace Werkstrom.Energy.Index.Forecast;

/// <summary>
/// Forecasts of day after day from one history, each by nothing but what was known at 18:00 the day before. The model of a day learned from the
/// days before its week, so that whoever asks for the same day again gets the same.
/// </summary>
sealed class RollingForecast(ShareHistory history, Func<DateOnly, DayType> typeOf)
{
    readonly ForecastFeatures _features = new(history, typeOf);
    readonly Dictionary<DateOnly, float[][]> _rows = [];
    (DateOnly Monday, ForecastModel? Model)? _week;

    /// <summary>The forecast of a day; null when there is too little to learn from.</summary>
    public ShareForecast? Of(DateOnly day, CancellationToken stop)
    {
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        // at 18:00 before the Monday the Sunday is not over
        if (_week?.Monday != monday)
            _week = (monday, ForecastModel.Train(history, Rows, monday.AddDays(-2), stop));
        return _week.Value.Model?.Predict(day, Rows(day));
    }

    float[][] Rows(DateOnly day) => _rows.TryGetValue(day, out var rows) ? rows : _rows[day] = _features.Rows(day);
}
