using Werkstrom.Condition.Rules;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Backtest;

/// <summary>What a back-test draws: the signals that spoke most, with the limits of a rule in the unit that is shown.</summary>
sealed class BacktestPlots(SampleQueries samples, SignalCatalog signals)
{
    /// <summary>More pictures nobody looks at.</summary>
    public const int Most = 4;

    const int Pixels = 720;

    /// <summary>The signals to draw: those with most episodes, and the greatest share in those of a whole asset, first.</summary>
    public IReadOnlyList<Signal> Signals(BacktestAnswer answer) =>
    [
        .. answer.Signals.OrderByDescending(id => answer.Verdict.Episodes.Sum(e => Share(e.What, id))).Take(Most)
            .Select(id => signals.TryGet(id, out var signal) ? signal : null).OfType<Signal>(),
    ];

    internal static double Share(Said said, int signalId) => said.SignalId == signalId ? 1 : said.Parts.Where(p => p.SignalId == signalId).Sum(p => p.Share);

    /// <summary>Reads the pictures.</summary>
    public async Task<IReadOnlyList<BacktestPlot>> ReadAsync(BacktestAnswer answer, CancellationToken stop)
    {
        List<BacktestPlot> plots = [];
        foreach (var signal in Signals(answer))
        {
            var (limit, release) = Limits(answer.Ask.Subject, signal);
            plots.Add(new(signal, await samples.ChartAsync(signal.Id, answer.Ask.Range, Pixels, stop), answer.Ask.Range, limit, release));
        }

        return plots;
    }

    /// <summary>Limit and release of a rule in the shown unit of a signal; null where it has none.</summary>
    public static (double? Limit, double? Release) Limits(BacktestSubject subject, Signal signal)
    {
        if (subject is not BacktestSubject.OfRule({ Kind: ConditionRuleKind.Above or ConditionRuleKind.Below } rule)
            || !Kernel.Units.Ucum.TryConversion(rule.Unit, signal.Unit, out var shown))
        {
            return (null, null);
        }

        return (shown.Of(rule.Limit), rule.Release is { } release ? shown.Of(release) : null);
    }
}

/// <summary>A picture.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Series">Its samples.</param>
/// <param name="Range">The span.</param>
/// <param name="Limit">A line, in the shown unit; null for none.</param>
/// <param name="Release">Another line; null for none.</param>
sealed record BacktestPlot(Signal Signal, Series Series, TimeRange Range, double? Limit, double? Release)
{
    const double Left = 64, Right = 790, Top = 14, Bottom = 210;

    readonly (double Low, double High) _values = Reach(Series, Limit, Release);

    /// <summary>Path of the line, broken at gaps.</summary>
    public string Line
    {
        get
        {
            System.Text.StringBuilder path = new();
            var gaps = Series.Gaps.Select(gap => gap.To).ToHashSet();
            for (var i = 0; i < Series.Count; i++)
            {
                path.Append(System.Globalization.CultureInfo.InvariantCulture,
                    $"{(i == 0 || gaps.Contains(Series.Instants[i]) ? 'M' : 'L')}{X(Micros.ToInstant(Series.Instants[i])):0.#} {Y(Series.Values[i]):0.#}");
            }

            return path.ToString();
        }
    }

    /// <summary>Heights and values of the marks at the left.</summary>
    public IEnumerable<(double Y, double Value)> Levels =>
        Enumerable.Range(0, 4).Select(i => _values.Low + ((_values.High - _values.Low) * i / 3)).Select(value => (Y(value), value));

    /// <summary>The place of an instant; those outside stand at the edge.</summary>
    public double X(DateTimeOffset at) => Left + ((Right - Left) * Math.Clamp((at - Range.From) / Range.Length, 0, 1));

    /// <summary>The height of a value.</summary>
    public double Y(double value) => Bottom - ((Bottom - Top) * (value - _values.Low) / (_values.High - _values.Low));

    static (double Low, double High) Reach(Series series, double? limit, double? release)
    {
        double[] all = [.. series.Values.Where(double.IsFinite), .. new[] { limit, release }.OfType<double>()];
        if (all.Length == 0)
            return (0, 1);
        var (low, high) = (all.Min(), all.Max());
        return high - low <= Math.Abs(high) * 1e-12 ? (low - 1, high + 1) : (low - ((high - low) * 0.04), high + ((high - low) * 0.04));
    }
}
