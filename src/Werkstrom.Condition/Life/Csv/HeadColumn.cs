using Werkstrom.Kernel.Files;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>What the fields of a column are.</summary>
enum ColumnKind
{
    /// <summary>Nothing stands in it.</summary>
    Empty,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Dates, with or without a time of day.</summary>
    Stamp,

    /// <summary>Words.</summary>
    Text,
}

/// <summary>A column in the first rows of a file.</summary>
sealed class HeadColumn
{
    const double Most = 0.9; // share of the fields that have to be of a kind; the others are faults

    const double MostNumbers = 0.7; // words do not look like numbers, so that more of them may be faults

    HeadColumn(int index, string name, ColumnKind kind, StampPattern? pattern, string[] texts, double[] values) =>
        (Index, Name, Kind, Pattern, Texts, Values) = (index, name, kind, pattern, texts, values);

    /// <summary>Its place, from 0.</summary>
    public int Index { get; }

    /// <summary>Its header, or "column N".</summary>
    public string Name { get; }

    public ColumnKind Kind { get; }

    /// <summary>How stamps are written.</summary>
    public StampPattern? Pattern { get; }

    /// <summary>By row.</summary>
    public string[] Texts { get; }

    /// <summary>Numbers, seconds since 1970 of stamps, or a number for each word; NaN where there is no value.</summary>
    public double[] Values { get; }

    /// <summary>Different values.</summary>
    public int Distinct { get; private init; }

    /// <summary>All numbers are whole.</summary>
    public bool IsWhole { get; private init; }

    public static HeadColumn Of(int index, string name, string[] texts, NumberStyle style)
    {
        var there = Array.FindAll(texts, t => !NoValue.Is(t));
        var (kind, pattern) = KindOf(there, style);
        Dictionary<string, int> words = [];
        double[] values = [.. texts.Select(t => NoValue.Is(t) ? double.NaN : kind switch
        {
            ColumnKind.Number => style.TryParse(t, out var value) ? value : double.NaN,
            ColumnKind.Stamp => Seconds(pattern!, t),
            _ => words.TryGetValue(t, out var word) ? word : words[t] = words.Count,
        })];
        return new(index, name, kind, pattern, texts, values)
        {
            Distinct = values.Where(double.IsFinite).Distinct().Count(),
            IsWhole = kind == ColumnKind.Number && Array.TrueForAll(values, v => double.IsNaN(v) || Math.Floor(v) == v),
        };
    }

    /// <summary>Seconds since 1970 of a stamp, UTC where it has an offset; NaN when it cannot be read.</summary>
    public static double Seconds(StampPattern pattern, ReadOnlySpan<char> text) =>
        pattern.TryParse(text, out var micros, out var offset) ? (micros / 1e6) - (60 * (offset ?? 0)) : double.NaN;

    static (ColumnKind Kind, StampPattern? Pattern) KindOf(string[] there, NumberStyle style)
    {
        if (there.Length == 0)
            return (ColumnKind.Empty, null);
        if (there.Count(t => style.TryParse(t, out _)) >= MostNumbers * there.Length)
            return (ColumnKind.Number, null);
        var every = Math.Max(1, there.Length / 1_000);
        string[] few = [.. there.Where((_, i) => i % every == 0)];
        return TimePatterns.FitAll([.. TimePatterns.Stamps, .. TimePatterns.Dates], few) is [var pattern, ..] && TimePatterns.Fits(pattern, few) >= Most * few.Length ? (ColumnKind.Stamp, pattern) : (ColumnKind.Text, null);
    }
}
