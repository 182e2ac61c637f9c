using System.Globalization;
using System.Text;

namespace Werkstrom.Plant.Search;

/// <summary>Makes words comparable as people type them: <c>Fräse</c>, <c>Fraese</c> and <c>FRASE</c> are the same, ß is ss.</summary>
static class Folding
{
    static readonly char[] Breaks = ['/', '_', '-', '.', ' ', '(', ')', '+', ',', ':'];

    /// <summary>The folded text.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD).Replace("ß", "ss", StringComparison.Ordinal))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
                continue;
            var lower = char.ToLowerInvariant(letter);
            // ae, oe, ue are how umlauts are typed without them: both sides lose the e
            if (lower == 'e' && folded.Length > 0 && folded[^1] is 'a' or 'o' or 'u')
                continue;
            folded.Append(lower);
        }
        return folded.ToString();
    }

    /// <summary>The words of a text, folded.</summary>
    public static string[] Words(string text) =>
        [.. text.Split(Breaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Fold).Where(word => word.Length > 0)];
}
