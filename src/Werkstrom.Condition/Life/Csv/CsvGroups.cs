namespace Werkstrom.Condition.Life.Csv;

/// <summary>The first rows of a file by unit, each in order of time.</summary>
sealed class CsvGroups
{
    const double Alike = 0.95; // share of the units in which something has to hold

    readonly HeadColumn? _time;
    readonly List<int[]> _groups;

    public CsvGroups(CsvHead head, HeadColumn? unit, HeadColumn? time)
    {
        _time = time;
        var rows = Enumerable.Range(0, head.Rows).Where(r => unit is null || !string.IsNullOrEmpty(unit.Texts[r]));
        _groups = [.. rows.GroupBy(r => unit?.Texts[r] ?? "").Select(g => g.OrderBy(r => time?.Values[r] ?? r).ToArray())];
    }

    /// <summary>Row numbers by unit.</summary>
    public IReadOnlyList<int[]> Rows => _groups;

    /// <summary>The usual difference from one stamp to the next: the commonest where most are alike, else the middle one.</summary>
    public double Step()
    {
        double[] steps = [.. Steps()];
        if (steps.Length == 0)
            return 1;
        Array.Sort(steps);
        var (common, count) = Commonest(steps);
        return 2 * count >= steps.Length ? common : steps[steps.Length / 2];
    }

    /// <summary>Share of the differences that are the commonest one, 0 to 1.</summary>
    public double Regularity()
    {
        double[] steps = [.. Steps()];
        Array.Sort(steps);
        return steps.Length == 0 ? 0 : (double)Commonest(steps).Count / steps.Length;
    }

    /// <summary>Whether a column only falls, or only rises, within nearly all units.</summary>
    public bool OneWay(HeadColumn column) =>
        Share(column, v => Pairs(v).All(p => p.Next <= p.Value) || Pairs(v).All(p => p.Next >= p.Value)) >= Alike;

    /// <summary>Whether a column falls by one, or by the step, from row to row: it knows when the life ends.</summary>
    public bool CountsDown(HeadColumn column, double step) => Counts(column, -1, step);

    /// <summary>Whether a column is another clock.</summary>
    public bool CountsUp(HeadColumn column, double step) => Counts(column, 1, step);

    bool Counts(HeadColumn column, int sign, double step) =>
        Share(column, v => Pairs(v).All(p => Math.Abs((sign * (p.Next - p.Value)) - 1) < 1e-9))
            + Share(column, v => Pairs(v).All(p => Math.Abs((sign * (p.Next - p.Value)) - step) < 1e-6 * step)) >= Alike;

    double Share(HeadColumn column, Func<double[], bool> holds)
    {
        var long5 = _groups.Where(g => g.Length >= 5).ToArray();
        return long5.Length == 0 ? 0 : long5.Average(g => holds([.. g.Select(r => column.Values[r]).Where(double.IsFinite)]) ? 1.0 : 0);
    }

    static IEnumerable<(double Value, double Next)> Pairs(double[] values) => values.Length < 2 ? [(0, double.NaN)] : values.Zip(values.Skip(1));

    IEnumerable<double> Steps()
    {
        foreach (var group in _groups)
        {
            for (var i = 1; i < group.Length; i++)
            {
                if (_time!.Values[group[i]] - _time.Values[group[i - 1]] is > 0 and var step)
                    yield return step;
            }
        }
    }

    // of sorted numbers; equal to six digits
    static (double Value, int Count) Commonest(double[] sorted)
    {
        var (best, most, first) = (0.0, 0, 0);
        for (var i = 1; i <= sorted.Length; i++)
        {
            if (i < sorted.Length && sorted[i] - sorted[first] <= 1e-6 * sorted[first])
                continue;
            if (i - first > most)
                (best, most) = (sorted[first], i - first);
            first = i;
        }

        return (best, most);
    }
}
