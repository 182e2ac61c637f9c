using System.Globalization;
using System.Text;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Backtest;

/// <summary>A picture of a remaining life as it was said day by day: instants to the right, days left upwards.</summary>
/// <param name="Life">What was said.</param>
/// <param name="Range">The span.</param>
sealed record LifePlot(LifeCourse Life, TimeRange Range)
{
    const double Left = 64, Right = 790, Top = 14, Bottom = 210;

    readonly double _most = Most(Life);

    /// <summary>Heights and values of the marks at the left.</summary>
    public IEnumerable<(double Y, double Value)> Levels => Enumerable.Range(0, 4).Select(i => _most * i / 3).Select(value => (Y(value), value));

    /// <summary>Paths of the bands, one for each stretch without a gap.</summary>
    public IEnumerable<string> Bands => Stretches().Select(s =>
        $"{Path(s.Select(p => (p.At, p.Upper)), 'M')}{Path(s.AsEnumerable().Reverse().Select(p => (p.At, p.Lower)), 'L')}Z");

    /// <summary>Paths of the middles.</summary>
    public IEnumerable<string> Middles => Stretches().Select(s => Path(s.Select(p => (p.At, p.Middle)), 'M'));

    /// <summary>Paths of what came: down to nothing at the failure.</summary>
    public IEnumerable<string> Truths => Life.Judged.GroupBy(p => p.End!.Source)
        .Select(life => Path(life.Select(p => (p.At, p.Came!.Value)).Append((life.First().End!.At, 0)), 'M'));

    /// <summary>The place of an instant; those outside stand at the edge.</summary>
    public double X(DateTimeOffset at) => Left + ((Right - Left) * Math.Clamp((at - Range.From) / Range.Length, 0, 1));

    /// <summary>The height of a number of days.</summary>
    public double Y(double days) => Bottom - ((Bottom - Top) * Math.Clamp(days / _most, 0, 1));

    // an upper bound far beyond everything would press the rest flat
    static double Most(LifeCourse life)
    {
        double[] uppers = [.. life.Points.Select(p => p.Upper).Order()];
        double[] rest = [.. life.Points.Select(p => Math.Max(p.Middle, p.Came ?? 0))];
        return uppers.Length == 0 ? 1 : Math.Max(1e-3, Math.Max(Math.Min(uppers[(uppers.Length - 1) * 9 / 10], 3 * rest.Max()), 1.1 * rest.Max()));
    }

    List<List<LifePoint>> Stretches()
    {
        List<List<LifePoint>> stretches = [];
        LifePoint? before = null;
        foreach (var point in Life.Points)
        {
            if (before is null || (point.At - before.At).TotalDays > 1.5 * Life.Days || point.Part != before.Part || point.End?.Source != before.End?.Source)
                stretches.Add([]);
            stretches[^1].Add(before = point);
        }

        return stretches;
    }

    string Path(IEnumerable<(DateTimeOffset At, double Days)> points, char first)
    {
        StringBuilder path = new();
        foreach (var (at, days) in points)
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? first : 'L')}{X(at):0.#} {Y(days):0.#}");
        return path.ToString();
    }
}
