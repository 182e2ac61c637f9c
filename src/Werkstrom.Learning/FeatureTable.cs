namespace Werkstrom.Learning;

/// <summary>Rows of numbers to learn from: named columns of the same length. The columns are not copied.</summary>
public sealed class FeatureTable
{
    /// <summary>Makes a table.</summary>
    /// <param name="names">Of the columns, each once, none blank.</param>
    /// <param name="columns">One a name, all of the same length; NaN is a missing value.</param>
    /// <exception cref="ArgumentException">Numbers or lengths differ, a name is blank or twice, a value is infinite; all faults at once.</exception>
    public FeatureTable(IReadOnlyList<string> names, IReadOnlyList<float[]> columns)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(columns);
        List<string> faults = [];
        if (names.Count != columns.Count || names.Count == 0)
            faults.Add($"names and columns: one name a column and at least one are needed, not {names.Count} names for {columns.Count} columns");
        faults.AddRange(names.GroupBy(n => n).Where(g => g.Count() > 1 || string.IsNullOrWhiteSpace(g.Key))
            .Select(g => $"names: '{g.Key}' is {(string.IsNullOrWhiteSpace(g.Key) ? "blank" : "there twice")}"));
        Rows = columns.Count > 0 ? columns[0].Length : 0;
        for (var i = 0; i < columns.Count; i++)
        {
            var name = i < names.Count ? names[i] : $"column {i}";
            if (columns[i].Length != Rows)
                faults.Add($"{name}: it has {columns[i].Length} rows, and {names[0]} has {Rows}");
            if (Array.FindIndex(columns[i], float.IsInfinity) is >= 0 and var row)
                faults.Add($"{name}[{row}]: a value is finite, or NaN where it is missing");
        }

        Faults.Throw(faults, nameof(columns));
        (Names, Columns) = (names, columns);
    }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>The values by column; NaN is missing.</summary>
    public IReadOnlyList<float[]> Columns { get; }

    /// <summary>Some of the rows, as a table of its own.</summary>
    /// <param name="rows">Row numbers, in any order.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public FeatureTable Take(IReadOnlyList<int> rows) => new(Names, [.. Columns.Select(c => Taken(c, rows))]);

    /// <summary>Copies one row.</summary>
    internal void CopyRow(int row, Span<float> to)
    {
        for (var c = 0; c < to.Length; c++)
            to[c] = Columns[c][row];
    }

    static float[] Taken(float[] column, IReadOnlyList<int> rows)
    {
        var taken = new float[rows.Count];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = column[rows[i]];
        return taken;
    }
}
