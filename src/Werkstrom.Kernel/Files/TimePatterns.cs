namespace Werkstrom.Kernel.Files;

/// <summary>The patterns of stamps that are tried, the most telling first.</summary>
public static class TimePatterns
{
    /// <summary>Date and time of day together.</summary>
    public static StampPattern[] Stamps { get; } = Make(
        "yyyy-MM-dd HH:mm[:ss][.f][ ][z]", "dd.MM.yyyy HH:mm[:ss][.f][ ][z]", "dd.MM.yy HH:mm[:ss]", "yyyy/MM/dd HH:mm[:ss][.f]",
        "dd/MM/yyyy HH:mm[:ss][.f]", "MM/dd/yyyy HH:mm[:ss][.f]", "dd/MM/yyyy hh:mm[:ss][ ]tt", "MM/dd/yyyy hh:mm[:ss][ ]tt", "dd-MM-yyyy HH:mm[:ss]",
        "yyyy.MM.dd.HH.mm.ss", "yyyy.MM.dd HH:mm[:ss]", "yyyy-MM-dd-HH.mm.ss[.f]", "yyyy-MM-dd_HH-mm-ss", "yyyyMMdd HHmm[ss][z]", "yyyyMMddHHmmss", "yyyyMMddHHmm",
        "yyyyMMdd HH:mm[:ss]");

    /// <summary>Dates alone.</summary>
    public static StampPattern[] Dates { get; } = Make(
        "yyyy-MM-dd", "dd.MM.yyyy", "dd.MM.yy", "yyyy/MM/dd", "dd/MM/yyyy", "MM/dd/yyyy", "dd-MM-yyyy", "yyyy.MM.dd", "yyyyMMdd");

    /// <summary>Times of day alone.</summary>
    public static StampPattern[] Clocks { get; } = Make("HH:mm[:ss][.f]", "hh:mm[:ss][ ]tt", "HHmm[ss]");

    /// <summary>True when a cell reads as a time of any kind, numbers without signs left out.</summary>
    public static bool Fits(string cell) => cell.AsSpan().ContainsAny("-./:")
        && Stamps.Concat(Dates).Concat(Clocks).Any(p => p.TryParse(cell, out _, out _));

    /// <summary>
    /// The patterns of a list that fit the cells best. One cell in three may be wrong: such rows are refused, not the file. Of patterns
    /// that are mere digits one in twenty, for numbers look like them.
    /// </summary>
    public static IReadOnlyList<StampPattern> FitAll(StampPattern[] patterns, IReadOnlyList<string> cells)
    {
        if (cells.Count == 0)
            return [];
        var fits = patterns.Select(p => (Pattern: p, Count: Fits(p, cells))).Where(f => f.Count >= cells.Count * (f.Pattern.IsDigits ? 0.95 : 0.66)).ToList();
        var most = fits.Select(f => f.Count).DefaultIfEmpty().Max();
        return [.. fits.Where(f => f.Count == most).Select(f => f.Pattern)];
    }

    /// <summary>How many cells a pattern fits.</summary>
    public static int Fits(StampPattern pattern, IReadOnlyList<string> cells) => cells.Count(c => pattern.TryParse(c, out _, out _));

    static StampPattern[] Make(params string[] patterns) => [.. patterns.Select(p => new StampPattern(p))];
}
