using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import.Reading;

/// <summary>What was found about a file: how to read it, why, and its first rows.</summary>
/// <param name="Format">How to read it.</param>
/// <param name="Guesses">Each guess with its reason.</param>
/// <param name="Layout">The first rows.</param>
sealed record Found(ImportFormat Format, IReadOnlyList<Guess> Guesses, Layout Layout);

/// <summary>Finds how to read a file, from its first rows alone.</summary>
static class FormatFinder
{
    /// <summary>Finds how to read a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="zone">Zone of stamps without offset.</param>
    /// <param name="known">What is already known about its shape: encoding, delimiter and header are taken from it.</param>
    /// <exception cref="NotTextException">It is no text, or has no data.</exception>
    public static Found Find(string path, string zone, ImportFormat? known = null)
    {
        using var file = TextFile.Open(path, known?.Encoding);
        try
        {
            var layout = Layout.Find(file.Text, known?.Delimiter, known?.HeaderLine);
            var guess = new Guess("encoding", Confidence.Sure, file.IsGzip ? "why.encoding.gzip" : "why.encoding", file.Encoding);
            return Find(layout, file.Encoding, zone, [guess]);
        }
        catch (InvalidDataException broken)
        {
            throw new NotTextException("file.gzip", broken.Message);
        }
    }

    static Found Find(Layout layout, string encoding, string zone, List<Guess> guesses)
    {
        guesses.Add(new("delimiter", Confidence.Sure, layout.Columns > 1 ? "why.delimiter" : "why.delimiter.none", NameOf(layout.Delimiter), $"{layout.Columns}"));
        guesses.Add(layout.HeaderLine > 0
            ? new("header", Confidence.Sure, "why.header", $"{layout.HeaderLine}")
            : new("header", Confidence.Likely, "why.header.none"));
        var rows = layout.Rows.Where(r => !r.IsTotal).ToList();
        var numbers = Numbers(layout, rows, guesses);
        var columns = Enumerable.Range(0, layout.Columns).Select(i => new ColumnFacts(i, layout.Header[i], rows, numbers)).ToList();
        var roles = new ColumnRole[columns.Count];
        var time = TimeFinder.Find(columns, roles, zone, guesses);
        RoleFinder.Find(columns, roles, guesses);
        var format = new ImportFormat
        {
            Encoding = encoding,
            Delimiter = layout.Delimiter,
            HeaderLine = layout.HeaderLine,
            FirstDataLine = layout.FirstDataLine,
            Numbers = numbers,
            Columns = ColumnNames.Of(columns, roles),
            Time = time,
        };
        return new(format with { Path = Template(format) }, guesses, layout);
    }

    static NumberStyle Numbers(Layout layout, List<SampleRow> rows, List<Guess> guesses)
    {
        var evidence = new NumberEvidence();
        foreach (var row in rows)
        {
            foreach (var cell in row.Cells)
            {
                if (!NoValue.Is(cell))
                    evidence.Add(cell);
            }
        }

        var (style, confidence) = evidence.Decide(layout.Delimiter);
        guesses.Add(evidence.Proof is { } proof
            ? new("decimal", confidence, "why.decimal", $"{style.Decimal}", proof)
            : confidence == Confidence.Unsure ? new("decimal", confidence, "why.decimal.unsure", $"{style.Decimal}")
            : new("decimal", Confidence.Likely, "why.decimal.none", $"{style.Decimal}"));
        return style;
    }

    /// <summary>The path of the signals as it is proposed.</summary>
    internal static string Template(ImportFormat format)
    {
        var path = format.First(ColumnRole.Asset) >= 0 ? "{file}/{asset}" : "{file}";
        if (format.First(ColumnRole.Tag) < 0)
            return path + "/{column}";
        return path + (format.With(ColumnRole.Value).Count() + format.With(ColumnRole.State).Count() > 1 ? "/{tag}/{column}" : "/{tag}");
    }

    static string NameOf(char delimiter) => delimiter switch { '\t' => "Tab", ' ' => "␣", _ => $"{delimiter}" };
}

/// <summary>Names of the columns: the header without its unit, unique.</summary>
static class ColumnNames
{
    public static IReadOnlyList<ImportColumn> Of(IReadOnlyList<ColumnFacts> columns, ColumnRole[] roles)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<ImportColumn> named = [];
        foreach (var column in columns)
        {
            var (name, unit) = UnitText.Split(column.Header);
            if (unit.Length == 0 && column.IsPerCent)
                unit = "%";
            name = name.Length > 0 ? name : $"column {column.Index + 1:00}";
            var unique = name;
            for (var i = 2; !taken.Add(unique); i++)
                unique = $"{name} ({i})";
            var isSignal = roles[column.Index] is ColumnRole.Value;
            named.Add(new(unique, roles[column.Index], isSignal ? unit : "", column.Header));
        }

        return named;
    }
}
