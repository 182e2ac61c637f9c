using System.Text.RegularExpressions;
using Werkstrom.Kernel.Files;

namespace Werkstrom.Condition.Past.Causes;

/// <summary>Why a file, or a column of it, cannot be used.</summary>
/// <param name="Key">Key of the text.</param>
/// <param name="Named">What the text names.</param>
sealed record CauseFileFault(string Key, params string[] Named);

/// <summary>A delimited file with columns that measure and columns that say whether something happened.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Labels">Columns that say whether it happened: 1 or 0.</param>
/// <param name="Measured">Columns that measure, with their units.</param>
/// <param name="Category">Column of kinds with limits of their own; null for none.</param>
/// <param name="LeftOut">Columns that are neither.</param>
/// <param name="Faults">What is wrong; empty when it can be learned from.</param>
sealed partial record CauseFile(
    int Rows, IReadOnlyList<(string Name, bool[] Events)> Labels, IReadOnlyList<(string Name, string Unit, double[] Values)> Measured, (string Name, string[] Values)? Category,
    IReadOnlyList<string> LeftOut, IReadOnlyList<CauseFileFault> Faults)
{
    const int MostRows = 200_000, MostColumns = 100, MostMeasured = 12, MostKinds = 10, MostLabels = 12;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="label">The column that says whether it happened; empty: every column of nothing but 0 and 1.</param>
    /// <param name="category">The column of kinds; empty: a column of two to ten different words, if there is but one.</param>
    public static CauseFile Read(string path, string label, string category)
    {
        try
        {
            var (head, rows) = Cells(path);
            return Of(head, rows, label.Trim(), category.Trim());
        }
        catch (NotTextException)
        {
            return Bad(new CauseFileFault("file.text"));
        }
    }

    /// <summary>The rows for one label.</summary>
    public CauseTable Table(int label) => new(
        [.. Measured.Select(m => m.Name)], [.. Measured.Select(m => m.Unit)], [.. Measured.Select(m => m.Values)], Labels[label].Events,
        [.. Enumerable.Range(0, Rows)], Category?.Values);

    static CauseFile Bad(params CauseFileFault[] faults) => new(0, [], [], null, [], faults);

    static (string[] Head, List<string[]> Rows) Cells(string path)
    {
        Layout layout;
        using (var first = TextFile.Open(path))
            layout = Layout.Find(first.Text);
        using var file = TextFile.Open(path);
        RowReader reader = new(file.Text, layout.Delimiter);
        List<string[]> rows = [];
        while (rows.Count <= MostRows && reader.Next())
        {
            if (reader.Line > layout.HeaderLine && reader.Problem is null)
                rows.Add(reader.ToArray());
        }

        return (layout.HeaderLine == 0 ? [] : layout.Header, rows);
    }

    static CauseFile Of(string[] head, List<string[]> rows, string label, string category)
    {
        List<CauseFileFault> faults = [];
        if (head.Length == 0 || rows.Count == 0)
            return Bad(new CauseFileFault("file.head"));
        if (rows.Count > MostRows)
            faults.Add(new("file.rows", $"{MostRows}"));
        if (head.Length > MostColumns)
            faults.Add(new("file.columns", $"{head.Length}", $"{MostColumns}"));
        foreach (var (name, key) in new[] { (label, "file.label.missing"), (category, "file.category.missing") })
        {
            if (name.Length > 0 && !Array.Exists(head, h => Same(h, name)))
                faults.Add(new(key, name, string.Join(", ", head)));
        }

        return faults.Count > 0 ? Bad([.. faults]) : Sorted(head, rows, label, category);
    }

    static CauseFile Sorted(string[] head, List<string[]> rows, string label, string category)
    {
        var style = Style(rows);
        List<(string, bool[])> labels = [];
        List<(string, string, double[])> measured = [];
        List<(string Name, string[] Values)> kinds = [];
        List<string> leftOut = [];
        for (var column = 0; column < head.Length; column++)
        {
            string[] cells = [.. rows.Select(r => column < r.Length ? r[column] : "")];
            var numbers = Numbers(cells, style);
            if (label.Length > 0 ? Same(head[column], label) : IsFlag(numbers))
                labels.Add((head[column], [.. cells.Select((c, i) => numbers is null ? IsTrue(c) : numbers[i] is not (0 or double.NaN))]));
            else if (category.Length > 0 && Same(head[column], category))
                kinds.Add((head[column], cells));
            else if (IsFlag(numbers) || (numbers is not null && (IsCount(numbers) || measured.Count == MostMeasured)))
                leftOut.Add(head[column]);
            else if (numbers is not null)
                measured.Add((NameOf(head[column]), UnitOf(head[column]), numbers));
            else if (category.Length == 0 && cells.Distinct().Count() is > 1 and <= MostKinds)
                kinds.Add((head[column], cells));
            else
                leftOut.Add(head[column]);
        }

        leftOut.AddRange(kinds.Count > 1 ? kinds.Select(k => k.Name) : []);
        CauseFileFault[] faults = [.. Missing(labels, measured)];
        return new(rows.Count, labels, measured, kinds.Count == 1 ? kinds[0] : null, leftOut, faults);
    }

    static IEnumerable<CauseFileFault> Missing(List<(string, bool[])> labels, List<(string, string, double[])> measured)
    {
        if (labels.Count == 0)
            yield return new("file.nolabel");
        if (labels.Count > MostLabels)
            yield return new("file.labels", $"{labels.Count}", $"{MostLabels}");
        if (measured.Count == 0)
            yield return new("file.nomeasured");
    }

    static NumberStyle Style(List<string[]> rows)
    {
        NumberEvidence evidence = new();
        foreach (var cell in rows.Take(5_000).SelectMany(r => r))
            evidence.Add(cell);
        return evidence.Decide('\t').Style;
    }

    // null where a twentieth or more are no numbers
    static double[]? Numbers(string[] cells, NumberStyle style)
    {
        double[] numbers = [.. cells.Select(c => !NoValue.Is(c) && style.TryParse(c, out var number) && double.IsFinite(number) ? number : double.NaN)];
        var wrong = cells.Where((c, i) => !NoValue.Is(c) && double.IsNaN(numbers[i])).Count();
        return wrong * 20 > cells.Length || !Array.Exists(numbers, double.IsFinite) ? null : numbers;
    }

    static bool IsFlag(double[]? numbers) =>
        numbers is not null && Array.TrueForAll(numbers, n => n is 0 or 1 or double.NaN) && numbers.Contains(0) && numbers.Contains(1);

    // a number of the row
    static bool IsCount(double[] numbers) => numbers.Length > 2 && Enumerable.Range(1, numbers.Length - 1).All(i => numbers[i] > numbers[i - 1] && numbers[i] == Math.Floor(numbers[i]));

    static bool IsTrue(string cell) => cell.Trim().ToUpperInvariant() is "TRUE" or "YES" or "JA" or "WAHR" or "X" or "FAILURE" or "FAIL";

    static bool Same(string one, string other) => string.Equals(one.Trim(), other, StringComparison.OrdinalIgnoreCase) || string.Equals(NameOf(one), other, StringComparison.OrdinalIgnoreCase);

    static string NameOf(string head) => UnitPart().Replace(head, "").Trim() is { Length: > 0 } name ? name : head.Trim();

    static string UnitOf(string head) => UnitPart().Match(head) is { Success: true } unit ? unit.Groups[1].Value.Trim() : "";

    [GeneratedRegex(@"[\[(]([^\])]{1,20})[\])]\s*$")]
    private static partial Regex UnitPart();
}
