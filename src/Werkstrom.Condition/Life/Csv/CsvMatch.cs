namespace Werkstrom.Condition.Life.Csv;

/// <summary>Finds the columns of a file that was learned from in the file that is asked about: by their names, else by their places.</summary>
static class CsvMatch
{
    /// <summary>What the columns are; null when one is missing.</summary>
    public static CsvRoles? Of(CsvHead head, CsvHead trained, CsvRoles roles, CsvFaults faults)
    {
        var byName = head.HasHeader && trained.HasHeader;
        if (!byName && roles.Failure is null && head.Columns.Count != trained.Columns.Count)
        {
            faults.Add(head.Name, 0, "csv.columns", head.Columns.Count, trained.Name, trained.Columns.Count);
            return null;
        }

        HeadColumn? Find(HeadColumn? column, bool isNeeded) => column is null ? null : Found(head, column.Name, byName ? null : column.Index, isNeeded, faults);
        var before = faults.Count;
        var (unit, time, failure) = (Find(roles.Unit, true), Find(roles.Time, true), Find(roles.Failure, false));
        HeadColumn?[] signals = [.. roles.Signals.Select(s => Find(s, true))];
        if (time is not null && (time.Kind == ColumnKind.Stamp) != roles.IsDate)
            faults.Add(head.Name, 0, roles.IsDate ? "csv.nodate" : "csv.isdate", time.Name, trained.Name);
        return faults.Count > before ? null : new(unit, time, failure, roles.FailsOn, signals!, roles.Step, []);
    }

    /// <summary>The same by what a model knows.</summary>
    public static CsvRoles? Of(CsvHead head, LifeModelFile model, CsvWishes wishes, CsvFaults faults)
    {
        var about = model.About;
        var before = faults.Count;
        HeadColumn? Find(string? name) => name is null ? null : Found(head, name, about.HasHeader ? null : Place(name), true, faults);
        var (unit, time) = (Find(wishes.Unit ?? about.UnitColumn), Find(wishes.Time ?? about.TimeColumn));
        HeadColumn?[] signals = [.. model.Model.Signals.Select(Find)];
        if (time is not null && (time.Kind == ColumnKind.Stamp) != about.IsDate)
            faults.Add(head.Name, 0, about.IsDate ? "csv.nodate" : "csv.isdate", time.Name, "model");
        if (faults.Count > before)
            return null;
        var failure = wishes.Failure is null ? null : Find(wishes.Failure);
        return new(unit, time, failure, true, signals!, about.Step, []);
    }

    // "column 7" of a file without header
    static int? Place(string name) => int.TryParse(name["column ".Length..], out var number) ? number - 1 : null;

    static HeadColumn? Found(CsvHead head, string name, int? place, bool isNeeded, CsvFaults faults)
    {
        var found = place is { } at ? head.Columns.ElementAtOrDefault(at) : head.Columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is null && isNeeded)
            faults.Add(head.Name, 0, "csv.lacks", name);
        return found;
    }
}
