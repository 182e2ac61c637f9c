using System.Text;

namespace Werkstrom.Kernel.Files;

/// <summary>The first rows of a file: delimiter, header, cells.</summary>
/// <param name="Delimiter">Between fields.</param>
/// <param name="HeaderLine">Line of the header, 0 when there is none.</param>
/// <param name="Header">The header, one for each column; empty texts when there is none.</param>
/// <param name="Rows">The first data rows.</param>
public sealed record Layout(char Delimiter, long HeaderLine, string[] Header, IReadOnlyList<SampleRow> Rows)
{
    const int MaxLines = 2_000;
    const int MaxCharacters = 2_000_000;

    /// <summary>Delimiters in the order in which they are believed; the blank last, for it stands in stamps and names.</summary>
    static readonly char[] Delimiters = [';', '\t', '|', ',', ' '];

    /// <summary>How many columns.</summary>
    public int Columns => Header.Length;

    /// <summary>Line of the first row with data, from 1.</summary>
    public long FirstDataLine => Rows is [var first, ..] ? first.Line : HeaderLine + 1;

    /// <summary>Finds the layout of a text.</summary>
    /// <param name="text">The text, from its start.</param>
    /// <param name="delimiter">The delimiter when it is known.</param>
    /// <param name="headerLine">Line of the header when it is known; 0 for none.</param>
    /// <exception cref="NotTextException">There is no row with data.</exception>
    public static Layout Find(TextReader text, char? delimiter = null, long? headerLine = null)
    {
        var head = Head(text);
        if (string.IsNullOrWhiteSpace(head))
            throw new NotTextException("file.empty");
        var best = (delimiter is { } known ? [known] : Delimiters).Select(d => Rate(head, d)).MaxBy(r => r.Score)!;
        return best.Of(headerLine);
    }

    static string Head(TextReader text)
    {
        var lines = new LineReader(text);
        var head = new StringBuilder();
        while (lines.Number < MaxLines && head.Length < MaxCharacters && lines.Next(out var line))
            head.Append(line).Append('\n');
        return head.ToString();
    }

    static Rated Rate(string head, char delimiter)
    {
        var reader = new RowReader(new StringReader(head), delimiter);
        List<SampleRow> rows = [];
        while (reader.Next())
        {
            if (reader.Problem is null)
                rows.Add(new(reader.Line, reader.ToArray()));
        }

        if (rows.Count == 0)
            return new(delimiter, 0, 0, rows);
        var usual = rows.CountBy(r => r.Cells.Length).MaxBy(c => (c.Value, c.Key));
        var share = (double)usual.Value / rows.Count;
        // a delimiter that cuts every row alike is right; the more believed one wins a draw
        var score = usual.Key < 2 ? 0 : share - (Array.IndexOf(Delimiters, delimiter) * 0.05) - (delimiter == ' ' ? 0.5 : 0);
        return new(delimiter, score, usual.Key, rows);
    }

    sealed record Rated(char Delimiter, double Score, int Columns, List<SampleRow> Rows)
    {
        public Layout Of(long? headerLine)
        {
            var columns = Math.Max(1, Columns);
            var header = headerLine is { } line ? Rows.FindIndex(r => r.Line == line) : FindHeader(columns);
            var first = header >= 0 ? header + 1 : headerLine == 0 ? 0 : Math.Max(0, Rows.FindIndex(r => IsWide(r, columns)));
            var names = header >= 0 ? Rows[header].Cells : [];
            columns = Math.Max(columns, names.Length);
            var rows = Rows.Skip(first).Where(r => !r.IsBlank).ToList();
            if (rows.Count == 0)
                throw new NotTextException("file.nodata");
            return new(Delimiter, header >= 0 ? Rows[header].Line : 0, [.. Enumerable.Range(0, columns).Select(i => names.ElementAtOrDefault(i) ?? "")], rows);
        }

        /// <summary>The first row that fills the table, when it holds words only; -1 when that row holds data.</summary>
        int FindHeader(int columns)
        {
            var first = Rows.FindIndex(r => IsWide(r, columns));
            return first >= 0 && !Rows[first].Cells.Any(IsData) ? first : -1;
        }

        static bool IsWide(SampleRow row, int columns) =>
            row.Cells.Length >= columns && row.Cells.Count(c => c.Length > 0) >= Math.Max(columns > 1 ? 2 : 1, (columns + 1) / 2);

        static bool IsData(string cell) => cell.Length > 0 && (char.IsAsciiDigit(cell[0]) || cell[0] is '-' or '+' or '.')
            && (new NumberStyle('.', ',').TryParse(cell, out _) || new NumberStyle(',', '.').TryParse(cell, out _) || TimePatterns.Fits(cell));
    }
}

/// <summary>A row of the head.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Cells">Its fields.</param>
public sealed record SampleRow(long Line, string[] Cells)
{
    /// <summary>All fields are empty.</summary>
    public bool IsBlank => Cells.All(c => c.Length == 0);

    /// <summary>A row of sums.</summary>
    public bool IsTotal => Cells.Any(c => TotalRow.Is(c));

    /// <summary>A field; empty when the row is shorter.</summary>
    public string this[int column] => column < Cells.Length ? Cells[column] : "";
}
