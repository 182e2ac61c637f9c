using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import.Reading;

/// <summary>One sample of a file.</summary>
/// <param name="Series">Index into <see cref="SampleReader.Series"/>.</param>
/// <param name="Instant">Microseconds since 1970, UTC.</param>
/// <param name="Value">The value; for a state the index into <see cref="FileSeries.States"/>.</param>
readonly record struct FilePoint(int Series, long Instant, double Value);

/// <summary>Something wrong in one row. The rest of the row, and all other rows, are read.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Reason">Key of the reason in the texts of the import.</param>
/// <param name="Column">Name of the column, or empty when it is the whole row.</param>
/// <param name="Value">What stood there, shortened.</param>
sealed record RowProblem(long Line, string Reason, string Column, string Value)
{
    /// <summary>The reason of a signal that could not be made; its value says why, see <see cref="Connect.Missing.Sentences"/>.</summary>
    public const string Unmade = "signal.refused";
}

/// <summary>Reads the samples of a file in one pass, with memory that does not grow with the file.</summary>
sealed class SampleReader : IDisposable
{
    readonly TextFile? _file;
    readonly RowReader _rows;
    readonly ImportFormat _format;
    readonly SeriesTable _table;
    readonly RowTime _time;
    readonly SeenInstants _seen = new();
    readonly (int Column, bool IsState)[] _values;
    readonly int _needed;
    readonly List<FilePoint> _points = [];
    readonly List<RowProblem> _problems = [];

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="format">How to read it; its time must be set.</param>
    /// <param name="name">Its name, for the paths of its signals.</param>
    public SampleReader(string path, ImportFormat format, string name)
        : this(new RowTime(format), TextFile.Open(path, format.Encoding), null, format, name)
    {
    }

    SampleReader(RowTime time, TextFile? file, TextReader? text, ImportFormat format, string name)
    {
        (_format, _time, _file) = (format, time, file);
        _rows = new(file?.Text ?? text!, format.Delimiter);
        _table = new(format, name);
        _values = [.. Enumerable.Range(0, format.Columns.Count)
            .Where(i => format.Columns[i].Role is ColumnRole.Value or ColumnRole.State).Select(i => (i, format.Columns[i].Role == ColumnRole.State))];
        _needed = 1 + Enumerable.Range(0, format.Columns.Count).LastOrDefault(i => format.Columns[i].Role is not (ColumnRole.Ignored or ColumnRole.Index or ColumnRole.End));
    }

    /// <summary>Reads rows that stand in no file, all of them data.</summary>
    public static SampleReader OfText(string rows, ImportFormat format, string name) =>
        new(new RowTime(format), null, new StringReader(rows), format with { HeaderLine = 0, FirstDataLine = 1 }, name);

    /// <summary>The samples of the row read last.</summary>
    public IReadOnlyList<FilePoint> Points => _points;

    /// <summary>What was wrong in the row read last.</summary>
    public IReadOnlyList<RowProblem> Problems => _problems;

    /// <summary>All series seen so far.</summary>
    public IReadOnlyList<FileSeries> Series => _table.All;

    /// <summary>Line at which the row read last begins.</summary>
    public long Line => _rows.Line;

    /// <summary>The row read last as it stands in the file, when something was wrong with it.</summary>
    public string Raw => _rows.Problem is not null ? _rows.Raw : string.Join(_format.Delimiter, _rows.ToArray().Select(Quoted));

    /// <summary>True when <see cref="Raw"/> is only the start of the row.</summary>
    public bool IsRawCut => _rows.Problem is not null && _rows.Raw.Length == RowReader.MaxRaw;

    /// <summary>Data rows read so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Cells without a value so far.</summary>
    public long MissingCells { get; private set; }

    /// <summary>Rows of sums that were passed over.</summary>
    public long TotalRows { get; private set; }

    /// <summary>Rows whose instant stood in an earlier row already; the later one holds.</summary>
    public long RepeatedRows { get; private set; }

    /// <summary>Rows in the autumn hour that comes twice.</summary>
    public long DoubtfulRows => _table.DoubtfulRows;

    /// <summary>Bytes of the file read so far, as they lie on disk.</summary>
    public long BytesDone => _file?.Position ?? 0;

    /// <summary>Bytes of the file.</summary>
    public long BytesTotal => _file?.Length ?? 0;

    /// <summary>Reads the next data row.</summary>
    /// <exception cref="NotTextException">A packed file is damaged from here on.</exception>
    public bool Next()
    {
        _points.Clear();
        _problems.Clear();
        try
        {
            while (_rows.Next())
            {
                if (_rows.Line < _format.FirstDataLine)
                    continue;
                Rows++;
                Read();
                return true;
            }
        }
        catch (InvalidDataException broken)
        {
            throw new NotTextException("file.gzip", $"{_rows.Line}: {broken.Message}");
        }

        return false;
    }

    public void Dispose() => _file?.Dispose();

    string Quoted(string cell) => _format.Delimiter != ' ' && (cell.Contains(_format.Delimiter) || cell.Contains('"') || cell.Contains('\n'))
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;

    void Read()
    {
        if (_rows.Problem is { } problem)
        {
            Add(problem, "", _rows.Raw);
            return;
        }

        if (IsTotal())
        {
            TotalRows++;
            return;
        }

        if (_rows.Count < _needed || (_rows.Count > _format.Columns.Count && HasMore()))
        {
            Add(_rows.Count < _needed ? "row.short" : "row.long", "", $"{_rows.Count} ≠ {_format.Columns.Count}");
            return;
        }

        var group = _table.GroupOf(_rows);
        if (_time.Read(_rows, group, out var instant) is { } wrong)
            Add(wrong.Reason, wrong.Column, wrong.Value);
        else
            ReadValues(group, instant);
    }

    void ReadValues(SeriesTable.Group group, long instant)
    {
        foreach (var (column, isState) in _values)
        {
            var cell = _rows[column];
            if (NoValue.Is(cell))
                MissingCells++;
            else if (isState)
                _points.Add(new(_table.SeriesOf(group, column, _rows), instant, _table.StateOf(group, column, cell)));
            else if (!_format.Numbers.TryParse(cell, out var value))
                Add("value.notnumber", _format.Columns[column].Name, cell);
            else if (Math.Abs(value) > 9_007_199_254_740_992 && !cell.ContainsAny(".,eE")) // 2^53: a double would lose digits
                Add("value.toobig", _format.Columns[column].Name, cell);
            else
                _points.Add(new(_table.SeriesOf(group, column, _rows), instant, value));
        }

        if (_points.Count > 0 && _seen.IsAgain(group.Number, instant))
            RepeatedRows++;
    }

    bool IsTotal()
    {
        for (var i = 0; i < Math.Min(3, _rows.Count); i++)
        {
            if (_rows[i].Length > 0)
                return TotalRow.Is(_rows[i]);
        }

        return false;
    }

    bool HasMore()
    {
        for (var i = _format.Columns.Count; i < _rows.Count; i++)
        {
            if (_rows[i].Length > 0)
                return true;
        }

        return false;
    }

    void Add(string reason, string column, ReadOnlySpan<char> value) =>
        _problems.Add(new(_rows.Line, reason, column, value[..Math.Min(value.Length, 100)].ToString()));
}
