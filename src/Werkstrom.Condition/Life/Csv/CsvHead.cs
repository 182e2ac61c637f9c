using Werkstrom.Kernel.Files;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>The first rows of a file, by column: enough to see what each column is.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">As it is called in sentences.</param>
/// <param name="Layout">Delimiter and header.</param>
/// <param name="Numbers">How it writes numbers.</param>
/// <param name="Encoding">Of its text.</param>
/// <param name="Columns">All of them.</param>
sealed record CsvHead(string Path, string Name, Layout Layout, NumberStyle Numbers, string Encoding, IReadOnlyList<HeadColumn> Columns)
{
    const int MostRows = 50_000;
    const int MostCells = 2_000_000;

    /// <summary>Whether a header names the columns.</summary>
    public bool HasHeader => Layout.HeaderLine > 0;

    /// <summary>How many rows were read.</summary>
    public int Rows => Columns.Count > 0 ? Columns[0].Texts.Length : 0;

    /// <summary>Reads the first rows of a file.</summary>
    /// <exception cref="CsvException">It is not there, no text, or has no data.</exception>
    public static CsvHead Read(string path, string name)
    {
        try
        {
            var layout = Layouted(path, out var encoding);
            NumberEvidence evidence = new();
            foreach (var cell in layout.Rows.SelectMany(r => r.Cells).Where(c => !NoValue.Is(c)))
                evidence.Add(cell);
            var numbers = evidence.Decide(layout.Delimiter).Style;
            var texts = Texts(path, encoding, layout);
            string[] names = [.. Enumerable.Range(0, layout.Columns).Select(c => layout.Header[c] is { Length: > 0 } given ? given : $"column {c + 1}")];
            return new(path, name, layout, numbers, encoding, [.. texts.Select((t, c) => HeadColumn.Of(c, Once(names, c), t, numbers))]);
        }
        catch (NotTextException fault)
        {
            throw CsvException.Of(name, fault.Message, fault.Detail);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CsvException.Of(name, "csv.missing");
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw CsvException.Of(name, "csv.unreadable", fault.Message);
        }
    }

    /// <summary>The rows of the file from its first data row on.</summary>
    public static IEnumerable<RowReader> RowsOf(TextFile file, Layout layout)
    {
        RowReader rows = new(file.Text, layout.Delimiter);
        while (rows.Next())
        {
            if (rows.Line >= layout.FirstDataLine)
                yield return rows;
        }
    }

    static Layout Layouted(string path, out string encoding)
    {
        using var file = TextFile.Open(path);
        encoding = file.Encoding;
        return Layout.Find(file.Text);
    }

    // a name that stands twice is told apart by its column
    static string Once(string[] names, int column) =>
        names.Count(n => n == names[column]) > 1 ? $"{names[column]} (column {column + 1})" : names[column];

    static string[][] Texts(string path, string encoding, Layout layout)
    {
        using var file = TextFile.Open(path, encoding);
        var most = Math.Clamp(MostCells / layout.Columns, 100, MostRows);
        var texts = new List<string>[layout.Columns];
        var pools = new HashSet<string>[layout.Columns];
        for (var c = 0; c < texts.Length; c++)
            (texts[c], pools[c]) = ([], []);
        foreach (var row in RowsOf(file, layout).Where(r => r.Problem is null && r.Count == layout.Columns).Take(most))
        {
            for (var c = 0; c < texts.Length; c++)
                texts[c].Add(Pooled(pools[c].GetAlternateLookup<ReadOnlySpan<char>>(), row[c]));
        }

        return [.. texts.Select(t => t.ToArray())];
    }

    static string Pooled(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> pool, ReadOnlySpan<char> text)
    {
        if (pool.TryGetValue(text, out var known))
            return known;
        var made = text.ToString();
        pool.Add(made);
        return made;
    }
}
