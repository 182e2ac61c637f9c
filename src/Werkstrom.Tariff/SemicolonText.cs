namespace Werkstrom.Tariff;

/// <summary>Our own tables as text: a header, semicolons, <c>#</c> before remarks, no quotes.</summary>
static class SemicolonText
{
    /// <summary>A table that comes with the library.</summary>
    public static string Supplied(string name)
    {
        using var stream = typeof(SemicolonText).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no table {name} in the library.", nameof(name));
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The rows under a header that must be there; what does not fit is a fault and no row.</summary>
    public static List<(int Line, string[] Cells)> Rows(string text, string header, List<Fault> faults)
    {
        List<(int, string[])> rows = [];
        var columns = header.Split(';').Length;
        var (line, headed) = (0, false);
        foreach (var given in text.TrimStart('\uFEFF').Split('\n'))
        {
            line++;
            var row = given.Trim();
            if (row.Length == 0 || row[0] == '#')
                continue;
            var cells = row.Split(';', StringSplitOptions.TrimEntries);
            if (!headed)
            {
                headed = true;
                if (row != header)
                    faults.Add(new(line, $"the header must be {header}"));
            }
            else if (cells.Length != columns)
            {
                faults.Add(new(line, FormattableString.Invariant($"{columns} columns are needed, not {cells.Length}")));
            }
            else
            {
                rows.Add((line, cells));
            }
        }

        if (!headed)
            faults.Add(new(0, $"the text is empty; its header must be {header}"));
        return rows;
    }
}
