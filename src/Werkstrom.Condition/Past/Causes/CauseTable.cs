namespace Werkstrom.Condition.Past.Causes;

/// <summary>Rows to learn rules from: what signals were at when something happened, and when nothing did.</summary>
/// <param name="Names">Of the signals, as people read them.</param>
/// <param name="Units">Their UCUM codes; empty where there is none.</param>
/// <param name="Columns">By signal, then row; NaN is missing.</param>
/// <param name="Events">Whether it happened, by row.</param>
/// <param name="Groups">Rows of one group are never on both sides of a check: those of one failure, of one week.</param>
/// <param name="Categories">Of the rows, for limits of their own; null: none.</param>
sealed record CauseTable(
    IReadOnlyList<string> Names, IReadOnlyList<string> Units, IReadOnlyList<double[]> Columns, bool[] Events, int[] Groups, string[]? Categories = null)
{
    /// <summary>How often it happened to the machine itself, not to others of its kind; null where that means nothing.</summary>
    public int? Own { get; init; }

    /// <summary>How often it happened: groups with an event.</summary>
    public int Occurred => Groups.Where((_, row) => Events[row]).Distinct().Count();

    /// <summary>Some of the rows.</summary>
    public CauseTable Take(IReadOnlyList<int> rows) => this with
    {
        Columns = [.. Columns.Select(c => rows.Select(r => c[r]).ToArray())],
        Events = [.. rows.Select(r => Events[r])],
        Groups = [.. rows.Select(r => Groups[r])],
        Categories = Categories is null ? null : [.. rows.Select(r => Categories[r])],
    };
}
