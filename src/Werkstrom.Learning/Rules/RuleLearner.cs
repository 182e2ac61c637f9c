namespace Werkstrom.Learning.Rules;

/// <summary>
/// Short rules in physical terms for labelled events, one after the other, each for what those before left open (sequential covering,
/// <see href="https://doi.org/10.1023/A:1022660318680"/>; the worth of a rule is FOIL's gain).
/// </summary>
public static class RuleLearner
{
    /// <summary>Looks for rules.</summary>
    /// <param name="names">Of the signals, each once; with more than 8, figures of three signals are left out.</param>
    /// <param name="columns">By signal, then row; NaN is missing.</param>
    /// <param name="events">Whether the event happened, by row.</param>
    /// <param name="categories">Of the rows, for limits of their own; null: none.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <returns>Rules in the order in which they were found; none where nothing is sure enough.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or there is no event or nothing else; all faults at once.</exception>
    public static IReadOnlyList<Rule> Learn(
        IReadOnlyList<string> names, IReadOnlyList<double[]> columns, bool[] events, string[]? categories = null, RuleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(events);
        options ??= new();
        Check(names, columns, events, categories, options);
        RuleSearch search = new(names, columns, events, categories ?? [.. events.Select(_ => "")]);
        List<Rule> rules = [];
        while (rules.Count < options.Rules && search.Best(options) is { } rule)
        {
            rules.Add(rule);
            search.Cover(rule);
        }

        return rules;
    }

    static void Check(IReadOnlyList<string> names, IReadOnlyList<double[]> columns, bool[] events, string[]? categories, RuleOptions options)
    {
        List<string> faults = [.. options.Errors()];
        if (names.Count != columns.Count || names.Count == 0)
            faults.Add($"names and columns: one name a column and at least one are needed, not {names.Count} names for {columns.Count} columns");
        for (var i = 0; i < Math.Min(names.Count, columns.Count); i++)
        {
            if (columns[i].Length != events.Length)
                faults.Add($"{names[i]}: one value a row is needed, {events.Length}, not {columns[i].Length}");
            if (Array.FindIndex(columns[i], double.IsInfinity) is >= 0 and var row)
                faults.Add($"{names[i]}[{row}]: a value is finite, or NaN where it is missing");
        }

        if (categories is not null && categories.Length != events.Length)
            faults.Add($"categories: one a row is needed, {events.Length}, not {categories.Length}");
        if (!events.Contains(true) || !events.Contains(false))
            faults.Add($"events: rows with and without event are needed, and all are {(events.Contains(true) ? "with" : "without")}");
        Faults.Throw(faults, nameof(columns));
    }
}
