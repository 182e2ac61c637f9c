using Werkstrom.Kernel.Files;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>Reads a file row by row as units, times and numbers. What cannot be read is a fault, and the row is passed over.</summary>
/// <param name="head">The first rows of the file.</param>
/// <param name="roles">What its columns are.</param>
/// <param name="faults">Where faults go; null: they were told before.</param>
sealed class CsvRows(CsvHead head, CsvRoles roles, CsvFaults? faults)
{
    readonly HashSet<string> _units = [];
    readonly Dictionary<string, long> _orders = [];

    /// <summary>The machine.</summary>
    public string Unit { get; private set; } = "";

    /// <summary>In the unit of the time column; seconds since 1970 for stamps; the number of the row within the unit where there is none.</summary>
    public double Time { get; private set; }

    /// <summary>Whether the row is marked as a failure.</summary>
    public bool IsFailed { get; private set; }

    /// <summary>By signal; NaN where there is no value.</summary>
    public float[] Values { get; } = new float[roles.Signals.Count];

    /// <summary>Share of the file that was read, 0 to 1.</summary>
    public double Share { get; private set; }

    /// <summary>Reads all rows.</summary>
    /// <param name="withValues">Whether to read the signals, too.</param>
    public IEnumerable<CsvRows> Read(bool withValues, CancellationToken stop)
    {
        using var file = TextFile.Open(head.Path, head.Encoding);
        foreach (var row in CsvHead.RowsOf(file, head.Layout))
        {
            if (row.Line % 1_000 == 0)
            {
                stop.ThrowIfCancellationRequested();
                Share = (double)file.Position / Math.Max(1, file.Length);
            }

            if (Take(row, withValues))
                yield return this;
        }
    }

    bool Take(RowReader row, bool withValues)
    {
        if (row.Problem is { } problem)
            return Fault(row, problem);
        if (row.Count != head.Columns.Count)
            return Fault(row, "csv.fields", row.Count, head.Columns.Count);
        if (!TakeUnit(row) || !TakeTime(row))
            return false;
        IsFailed = roles.Failure is { } failure && FlagFinder.IsSet(row[failure.Index].ToString()) == roles.FailsOn;
        return !withValues || TakeValues(row);
    }

    bool TakeUnit(RowReader row)
    {
        if (roles.Unit is not { } column)
            return true;
        var text = row[column.Index];
        if (NoValue.Is(text))
            return Fault(row, "csv.cell.unit", column.Name);
        var known = _units.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(text, out var unit))
        {
            unit = text.ToString();
            known.Add(unit);
        }

        Unit = unit;
        return true;
    }

    bool TakeTime(RowReader row)
    {
        if (roles.Time is not { } column)
        {
            Time = _orders[Unit] = _orders.GetValueOrDefault(Unit) + 1;
            return true;
        }

        var text = row[column.Index];
        Time = roles.IsDate ? HeadColumn.Seconds(column.Pattern!, text) : head.Numbers.TryParse(text, out var number) ? number : double.NaN;
        return double.IsFinite(Time) || Fault(row, roles.IsDate ? "csv.cell.stamp" : "csv.cell.time", column.Name, text.ToString());
    }

    bool TakeValues(RowReader row)
    {
        var isRight = true;
        for (var s = 0; s < Values.Length; s++)
        {
            var column = roles.Signals[s];
            var text = row[column.Index];
            if (NoValue.Is(text))
                Values[s] = float.NaN;
            else if (head.Numbers.TryParse(text, out var value) && Math.Abs(value) < float.MaxValue)
                Values[s] = (float)value;
            else
                isRight = Fault(row, "csv.cell.number", column.Name, text.ToString());
        }

        return isRight;
    }

    bool Fault(RowReader row, string key, params object[] arguments)
    {
        faults?.Add(head.Name, row.Line, key, arguments);
        return false;
    }
}
