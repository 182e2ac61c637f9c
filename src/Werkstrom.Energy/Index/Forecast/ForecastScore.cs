using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Forecast;

/// <summary>How far forecasts were off, against the baselines, over the same quarter-hours.</summary>
sealed class ForecastScore
{
    readonly double[] _baselines = new double[Baselines.Names.Length];
    double _missed;
    int _inside;

    /// <summary>Quarter-hours that were judged: those of which all is known.</summary>
    public int Count { get; private set; }

    /// <summary>Mean absolute error of the forecasts, 0 to 1.</summary>
    public double Error => _missed / Count;

    /// <summary>That of a baseline.</summary>
    public double Baseline(int index) => _baselines[index] / Count;

    /// <summary>The best baseline.</summary>
    public (string Name, double Error) Best =>
        Baselines.Names.Select((name, i) => (name, Baseline(i))).MinBy(b => b.Item2);

    /// <summary>1 − error / that of the best baseline: above 0 is better than it.</summary>
    public double Skill => 1 - (Error / Best.Error);

    /// <summary>Share of the truth between the 10 % and the 90 % quantile; 0.8 is right.</summary>
    public double Coverage => (double)_inside / Count;

    /// <summary>Judges a day.</summary>
    public void Add(ShareHistory history, ShareForecast forecast)
    {
        var range = GermanTime.Day(forecast.Day);
        for (var i = 0; i < range.Count; i++)
        {
            var truth = history.At(history.Share, range.First + i);
            var baselines = Baselines.Of(history, range.First + i);
            if (double.IsNaN(truth) || baselines.Any(double.IsNaN))
                continue;
            Count++;
            _missed += Math.Abs((forecast.Middle[i] / 1e6) - truth);
            _inside += truth * 1e6 >= forecast.Low[i] && truth * 1e6 <= forecast.High[i] ? 1 : 0;
            for (var b = 0; b < baselines.Length; b++)
                _baselines[b] += Math.Abs(baselines[b] - truth);
        }
    }
}
