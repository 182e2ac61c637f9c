namespace Werkstrom.Emulator.PlantFiles;

/// <summary>What somebody may have meant.</summary>
static class Nearest
{
    /// <summary><c> Did you mean 'cycle'?</c>, with the blank before it; the known ones when none is near; nothing without any.</summary>
    public static string Hint(string text, IEnumerable<string> known)
    {
        var all = known.ToArray();
        if (all.Length == 0)
            return "";
        var best = all.MinBy(k => Distance(text, k))!;
        if (Distance(text, best) <= Math.Max(2, text.Length / 3))
            return $" Did you mean '{best}'?";
        return all.Length > 16 ? "" : $" Known: {string.Join(", ", all)}.";
    }

    // Levenshtein, case aside
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (before, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                left = Math.Min(Math.Min(left, row[j]) + 1, before + same);
                (before, row[j]) = (row[j], left);
            }
        }

        return row[b.Length];
    }
}
