using System.Collections.Frozen;

namespace Werkstrom.Kernel.Files;

/// <summary>What files write where there is no value: a gap, not an error.</summary>
public static class NoValue
{
    static readonly FrozenSet<string> Marks = FrozenSet.ToFrozenSet(
        ["-", "--", "---", "–", "—", "nan", "n/a", "na", "n.a.", "null", "none", "nil", "#n/a", "#nv", "k.a.", "k. a.", "?", "missing", "fehlt", "\\n"],
        StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Marks.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a trimmed field says that there is no value.</summary>
    public static bool Is(ReadOnlySpan<char> text) => text.IsEmpty || (text.Length <= 7 && Lookup.Contains(text));
}

/// <summary>Words that begin a row of sums at the end of a table.</summary>
public static class TotalRow
{
    static readonly string[] Words = ["summe", "total", "gesamt", "gesamtsumme", "sum", "sums", "totals", "σ", "∑", "insgesamt"];

    /// <summary>Whether a trimmed field is such a word.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd(':');
        foreach (var word in Words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
