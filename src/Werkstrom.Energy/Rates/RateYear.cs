namespace Werkstrom.Energy.Rates;

/// <summary>What the table of rates does not know of a year.</summary>
/// <param name="Year">Which.</param>
/// <param name="Missing">Rates that end before it, by code.</param>
/// <param name="Unchecked">Levies of it that nobody has compared with what was published, by code.</param>
sealed record RateYear(int Year, IReadOnlyList<string> Missing, IReadOnlyList<string> Unchecked)
{
    // the levies of a year are published by 25 October of the year before
    const int Published = 11;

    /// <summary>This year, and from November on the next; years of which nothing is to be said are left out.</summary>
    /// <param name="rows">All rows of the table.</param>
    /// <param name="isMeant">Whether a rate is looked at, by its code.</param>
    /// <param name="today">The day.</param>
    public static IReadOnlyList<RateYear> Of(IEnumerable<RateVersion> rows, Func<string, bool> isMeant, DateOnly today)
    {
        var rates = rows.Where(r => isMeant(r.Name)).GroupBy(r => (r.Name, r.Scope)).ToList();
        return [.. Enumerable.Range(today.Year, today.Month >= Published ? 2 : 1).Select(Look).Where(y => y.Missing.Count + y.Unchecked.Count > 0)];

        RateYear Look(int year)
        {
            DateOnly begin = new(year, 1, 1);
            return new(
                year,
                [.. rates.Where(g => g.All(r => r.Until <= begin)).Select(g => g.Key.Name).Distinct()],
                [.. rates.Where(g => IsLevy(g.Key.Name) && g.Any(r => !r.IsChecked && r.From <= begin && !(r.Until <= begin))).Select(g => g.Key.Name).Distinct()]);
        }
    }

    /// <summary>Whether a rate is a levy, which is published anew for each year.</summary>
    public static bool IsLevy(string code) => code.StartsWith("levy.", StringComparison.Ordinal);
}
