using Werkstrom.Learning.Health;
using Werkstrom.Learning.Watching;

namespace Werkstrom.Condition.Health;

/// <summary>Learns what an asset looks like when it is well from minutes of its past. What it gives rests on nothing later than the last of them.</summary>
sealed class HealthLearner
{
    /// <summary>The fewest days that are learned from; from there on with care.</summary>
    public const int LeastDays = 3;

    const int LeastSensors = 2, LeastRows = 2 * HealthModel.LeastRows, FewLevels = 12, Looked = 5_000;
    static readonly TimeSpan Smoothed = TimeSpan.FromMinutes(45), Held = TimeSpan.FromMinutes(30);

    readonly HealthSignals _signals;
    readonly HealthRows _rows;
    readonly int _start;
    readonly int[] _seen;
    readonly int _ill;

    HealthLearner(HealthSignals signals, HealthRows rows, int start, int end, HealthSpans spans)
    {
        (_signals, _rows, _start) = (signals, rows, start);
        var ill = spans.Ill(rows.EndOf(end - 1));
        var well = spans.Well;
        int[] measured = [.. Enumerable.Range(start, end - start).Where(rows.IsSeen)];
        _seen = [.. measured.Where(i => !Within(ill, i) || Within(well, i))];
        _ill = measured.Length - _seen.Length;
        Sure = [.. _seen.Select(i => Within(well, i))];
    }

    bool[] Sure { get; }

    /// <summary>Learns from the rows before one.</summary>
    /// <param name="signals">The signals of the rows.</param>
    /// <param name="rows">Minutes; those from <paramref name="end"/> on are not looked at.</param>
    /// <param name="end">The first row that is not known yet.</param>
    /// <param name="most">At most so many days.</param>
    /// <param name="spans">Times in which it was not well.</param>
    /// <returns>The lesson, or why there is none.</returns>
    public static (HealthLesson? Lesson, HealthGap? Gap) Learn(HealthSignals signals, HealthRows rows, int end, int most, HealthSpans spans) =>
        end == 0 ? (null, new("none")) : new HealthLearner(signals, rows, Math.Max(0, end - (most * 1440)), end, spans).Learn();

    /// <summary>The regime of each row; −1 between two states, where a minute is neither, and where it is not known.</summary>
    public static int RegimeOf(OperatingRegimes regimes, double[] row, double state, double before) =>
        double.IsFinite(before) && state != before ? -1 : regimes.Of(row, state);

    (HealthLesson?, HealthGap?) Learn()
    {
        var days = _seen.Select(Day).Distinct().Count() - 1; // the first and the last are one
        if (days < LeastDays)
            return (null, new("days", Math.Max(0, days), LeastDays));
        if (_seen.Length < LeastRows)
            return (null, new("rows", _seen.Length, LeastRows));
        List<UnusedSignal> unused = [];
        int[] columns = [.. Enumerable.Range(0, _signals.Sensors.Length).Where(s => IsUsed(s, unused))];
        if (columns.Length < LeastSensors)
            return (null, new("sensors", columns.Length, LeastSensors));
        double[][] rows = [.. _seen.Select(i => Array.ConvertAll(columns, c => _rows.Values[i][c]))];
        var states = _signals.State is null ? null : _seen.Select(i => _rows.States[i]).ToArray();
        var regimes = OperatingRegimes.Find(rows, states, Drivers(columns, rows));
        int[] of = [.. rows.Select((r, i) => RegimeOf(regimes, r, states?[i] ?? double.NaN, states is null || i == 0 || _seen[i - 1] != _seen[i] - 1 ? double.NaN : states[i - 1]))];
        var chosen = HealthyTime.Choose(rows, of, [.. _seen.Select(Day)], Sure);
        return Model(columns, rows, of, chosen, regimes, days, unused);
    }

    (HealthLesson?, HealthGap?) Model(
        int[] columns, double[][] rows, int[] of, bool[] chosen, OperatingRegimes regimes, int days, List<UnusedSignal> unused)
    {
        double[][] well = [.. rows.Where((_, i) => chosen[i])];
        int[] places = [.. Enumerable.Range(0, columns.Length).Where(c => Array.Exists(well, r => double.IsFinite(r[c])))];
        int[] known = [.. of.Where((_, i) => chosen[i])];
        if (well.Length < LeastRows || !known.GroupBy(r => r).Any(g => g.Count() >= HealthModel.LeastRows))
            return (null, new("rows", well.Length, LeastRows));
        if (places.Length < columns.Length) // a signal of which all was left out
            return (null, new("sensors", places.Length, columns.Length));
        var model = HealthModel.Learn(well, known, Options(days));
        HealthFacts facts = new(
            _rows.From + (_seen[0] * HealthRows.Minute), _rows.EndOf(_seen[^1]), well.Length, days, _ill, rows.Length - well.Length, unused);
        return (new(model, regimes, columns, facts), null);
    }

    HealthOptions Options(int days)
    {
        // sources that send every ten minutes give a row every ten minutes
        var spacing = TimeSpan.FromMinutes(_seen.Zip(_seen.Skip(1), (a, b) => b - a).Order().ElementAt(_seen.Length / 2));
        return new() { Smoothing = Math.Max(5, (int)(Smoothed / spacing)), Hold = Math.Max(6, (int)(Held / spacing)), Days = days };
    }

    bool IsUsed(int sensor, List<UnusedSignal> unused)
    {
        double[] values = [.. _seen.Select(i => _rows.Values[i][sensor]).Where(double.IsFinite)];
        var why = values.Length < HealthModel.LeastRows ? "empty"
            : values.Min() == values.Max() ? "constant"
            : SignalKinds.Guess(values.TakeLast(Looked)) switch { SignalKind.Counter => "counter", SignalKind.State when !_signals.Drivers.Contains(sensor) => "state", _ => null };
        if (why is not null)
            unused.Add(new(_signals.Sensors[sensor], why));
        return why is null;
    }

    /// <summary>Which columns tell how it is run: those that are called so; with neither such nor states, those of few levels.</summary>
    int[] Drivers(int[] columns, double[][] rows)
    {
        int[] named = [.. columns.Index().Where(c => _signals.Drivers.Contains(c.Item)).Select(c => c.Index)];
        return named.Length > 0 || _signals.State is not null
            ? named
            : [.. columns.Index().Where(c => rows.Select(r => r[c.Index]).Where(double.IsFinite).Distinct().Take(FewLevels + 1).Count() <= FewLevels).Select(c => c.Index)];
    }

    int Day(int row) => (int)(_rows.EndOf(row).UtcTicks / TimeSpan.TicksPerDay);

    bool Within(IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> spans, int row)
    {
        var at = _rows.EndOf(row);
        foreach (var (from, to) in spans)
        {
            if (at > from && at <= to)
                return true;
        }

        return false;
    }
}
