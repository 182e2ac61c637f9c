namespace Werkstrom.Condition.Life.Csv;

/// <summary>Finds the column that says that a unit failed: by its name, or because it is set in last rows of units alone.</summary>
sealed class FlagFinder(CsvGroups groups, HeadColumn?[] taken)
{
    /// <summary>The column, and the flag that means a failure.</summary>
    public (HeadColumn? Column, bool FailsOn) Find(IReadOnlyList<HeadColumn> columns)
    {
        var flags = columns.Where(c => !taken.Contains(c) && IsFlag(c)).ToArray();
        if (flags.FirstOrDefault(c => RoleNames.IsRunning(c.Name)) is { } running)
            return (running, false);
        var found = flags.FirstOrDefault(c => RoleNames.IsFailure(c.Name) && Ends(c)) ?? flags.FirstOrDefault(c => IsSetAtEndsAlone(c))
            ?? flags.FirstOrDefault(c => RoleNames.IsFailure(c.Name));
        return (found, true);
    }

    // yes and no, or words that stand in few rows (what failed)
    static bool IsFlag(HeadColumn column)
    {
        if (column.Distinct is 0 or > 200 || column.Kind == ColumnKind.Stamp)
            return false;
        var words = column.Texts.Distinct().ToArray();
        return Array.TrueForAll(words, w => RoleNames.Flag(w) is not null)
            || (column.Kind == ColumnKind.Text && RoleNames.IsFailure(column.Name) && column.Texts.Count(IsSet) <= 0.2 * column.Texts.Length);
    }

    /// <summary>Whether a field says that it failed: a yes, or the name of a failure.</summary>
    public static bool IsSet(string text) => RoleNames.Flag(text) ?? (text.Length > 0 && !Werkstrom.Kernel.Files.NoValue.Is(text));

    bool Ends(HeadColumn column) => groups.Rows.Any(g => IsSet(column.Texts[g[^1]]));

    bool IsSetAtEndsAlone(HeadColumn column) =>
        groups.Rows.Any(g => g.Length > 2 && IsSet(column.Texts[g[^1]])) && groups.Rows.All(g => g[..^1].All(r => !IsSet(column.Texts[r])));
}
