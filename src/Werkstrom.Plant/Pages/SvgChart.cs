using System.Globalization;
using System.Text;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Pages;

/// <summary>A chart as plain SVG, for readers without script: one line, broken at gaps, four marks on each axis.</summary>
sealed class SvgChart
{
    const double Left = 64, Right = 790, Top = 10, Bottom = 210;

    readonly Series _series;
    readonly TimeRange _range;
    readonly double _low;
    readonly double _high;

    /// <summary>Makes the chart of a series.</summary>
    public SvgChart(Series series, TimeRange range)
    {
        (_series, _range) = (series, range);
        if (series.Count == 0)
            return;
        (_low, _high) = (series.Values.Min(), series.Values.Max());
        if (_high - _low <= Math.Abs(_high) * 1e-12)
            (_low, _high) = (_low - 1, _high + 1);
    }

    /// <summary>Path of the line.</summary>
    public string Line
    {
        get
        {
            var path = new StringBuilder();
            var gaps = _series.Gaps.Select(gap => gap.To).ToHashSet();
            for (var i = 0; i < _series.Count; i++)
            {
                var begins = i == 0 || gaps.Contains(_series.Instants[i]);
                path.Append(CultureInfo.InvariantCulture, $"{(begins ? 'M' : 'L')}{X(_series.Instants[i]):0.#} {Y(_series.Values[i]):0.#}");
            }
            return path.ToString();
        }
    }

    /// <summary>Heights and values of the marks at the left.</summary>
    public IEnumerable<(string Y, double Value)> Levels =>
        Enumerable.Range(0, 4).Select(i => _low + ((_high - _low) * i / 3)).Select(value => (Text(Y(value)), value));

    /// <summary>Places and instants of the marks below.</summary>
    public IEnumerable<(string X, DateTimeOffset At)> Instants =>
        Enumerable.Range(0, 4).Select(i => _range.FromMicros + ((_range.ToMicros - _range.FromMicros) * i / 3))
            .Select(micros => (Text(X(micros)), Micros.ToInstant(micros)));

    double X(long micros) => Left + ((Right - Left) * (micros - _range.FromMicros) / (_range.ToMicros - _range.FromMicros));

    double Y(double value) => Bottom - ((Bottom - Top) * (value - _low) / (_high - _low));

    static string Text(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);
}
