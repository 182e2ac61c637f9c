using System.Globalization;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>What a person says of columns: a header or a number from 1; null: found by itself.</summary>
sealed record CsvWishes(string? Unit = null, string? Time = null, string? Failure = null);

/// <summary>What the columns of a file are.</summary>
/// <param name="Unit">Which machine a row is of; null: the file is of one machine.</param>
/// <param name="Time">When a row was; null: in the order of the rows.</param>
/// <param name="Failure">Whether the life ends with the row; null: a life ends with the last row of its unit.</param>
/// <param name="FailsOn">The flag that means a failure; false where a column says "still runs".</param>
/// <param name="Signals">What was measured.</param>
/// <param name="Step">From one sample to the next, in the unit of the time, seconds for stamps.</param>
/// <param name="LeftOut">Columns that are not used, and the text that says why.</param>
sealed record CsvRoles(
    HeadColumn? Unit, HeadColumn? Time, HeadColumn? Failure, bool FailsOn, IReadOnlyList<HeadColumn> Signals, double Step,
    IReadOnlyList<(string Column, string Why)> LeftOut)
{
    /// <summary>Whether the time is a date.</summary>
    public bool IsDate => Time?.Kind == ColumnKind.Stamp;

    /// <summary>Finds what the columns of a file are.</summary>
    /// <exception cref="CsvException">A wish names no column, or there is nothing to learn from.</exception>
    public static CsvRoles Find(CsvHead head, CsvWishes wishes)
    {
        CsvFaults faults = new();
        var (unit, time) = (Wished(head, wishes.Unit, new("unit"), faults), Wished(head, wishes.Time, new("time"), faults));
        var failure = Wished(head, wishes.Failure, new("failure"), faults);
        if (faults.Count > 0)
            throw new CsvException(faults);
        PairFinder pairs = new(head, failure);
        (unit, time) = pairs.Find(unit, time);
        CsvGroups groups = new(head, unit, time);
        var step = time is null ? 1 : groups.Step();
        FlagFinder flags = new(groups, [unit, time]);
        (failure, var failsOn) = failure is null ? flags.Find(head.Columns) : (failure, !RoleNames.IsRunning(failure.Name));
        List<(string, string)> leftOut = [];
        List<HeadColumn> signals = [];
        foreach (var column in head.Columns.Where(c => c != unit && c != time && c != failure))
        {
            if (Why(column, groups, step) is { } why)
                leftOut.Add((column.Name, why));
            else
                signals.Add(column);
        }

        return new(unit, time, failure, failsOn, signals, step, leftOut);
    }

    static HeadColumn? Wished(CsvHead head, string? wish, CsvInput input, CsvFaults faults)
    {
        if (string.IsNullOrWhiteSpace(wish))
            return null;
        var found = head.Columns.FirstOrDefault(c => c.Name.Equals(wish.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? (int.TryParse(wish, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? head.Columns.ElementAtOrDefault(number - 1) : null);
        if (found is null)
            faults.Add(head.Name, 0, "csv.nocolumn", input, wish, string.Join(", ", head.Columns.Take(40).Select(c => c.Name)));
        return found;
    }

    static string? Why(HeadColumn column, CsvGroups groups, double step) => column.Kind switch
    {
        ColumnKind.Empty => "csv.out.empty",
        ColumnKind.Text => "csv.out.text",
        ColumnKind.Stamp => "csv.out.stamp",
        _ when RoleNames.IsAnswer(column.Name) && (groups.OneWay(column) || column.Distinct <= 5) => "csv.out.answer",
        _ when groups.CountsDown(column, step) => "csv.out.answer",
        _ when groups.CountsUp(column, step) => "csv.out.time",
        _ => null,
    };
}
