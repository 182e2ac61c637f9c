namespace Werkstrom.Condition.Life.Csv;

/// <summary>
/// Finds which column tells the units apart and which one their time: the pair that says of each row which one it is, and in which the time
/// goes on in equal steps within each unit. Names help, and are not needed.
/// </summary>
sealed class PairFinder(CsvHead head, HeadColumn? failure)
{
    const double Once = 0.8; // share of the rows of a unit whose stamps are there once

    /// <summary>Unit and time; null where there is none.</summary>
    /// <param name="unit">When it is known.</param>
    /// <param name="time">When it is known.</param>
    /// <exception cref="CsvException">Nothing tells units or times apart.</exception>
    public (HeadColumn? Unit, HeadColumn? Time) Find(HeadColumn? unit, HeadColumn? time)
    {
        if (unit is not null && time is not null)
            return (unit, time);
        var others = head.Columns.Where(c => c != failure).ToArray();
        HeadColumn[] units = unit is not null ? [unit] : [.. others.Where(c => c != time && MayBeUnit(c))];
        HeadColumn[] times = time is not null ? [time] : [.. others.Where(c => c != unit && c.Kind is ColumnKind.Number or ColumnKind.Stamp && c.Distinct >= 3)];
        var clocks = times.Where(t => unit is null && IsClock(t)).ToArray();
        var best = units.SelectMany(u => times.Where(t => t != u).Select(t => (Unit: u, Time: t, Score: Score(u, t, clocks.Contains(t)))))
            .Where(p => p.Score > 0).OrderByDescending(p => p.Score).FirstOrDefault();
        if (best.Unit is not null)
            return (best.Unit, best.Time);
        unit ??= units.FirstOrDefault(u => RoleNames.IsUnit(u.Name) && u.Distinct > 1);
        time ??= unit is null ? clocks.OrderByDescending(t => RoleNames.IsTime(t.Name)).ThenBy(t => t.Index).FirstOrDefault() : null;
        return unit is not null || time is not null ? (unit, time) : throw CsvException.Of(head.Name, "csv.nounit", new CsvInput("unit", "COLUMN"), new CsvInput("time", "COLUMN"));
    }

    bool MayBeUnit(HeadColumn column) =>
        (column.Kind == ColumnKind.Text || column.IsWhole) && column.Distinct >= (RoleNames.IsUnit(column.Name) ? 1 : 2) && 2 * column.Distinct <= head.Rows;

    // a time that is never the same twice in the whole file: it needs no unit
    bool IsClock(HeadColumn time)
    {
        CsvGroups all = new(head, null, time);
        return time.Distinct >= 0.99 * head.Rows && (time.Kind == ColumnKind.Stamp || all.Regularity() >= 0.5 || RoleNames.IsTime(time.Name));
    }

    double Score(HeadColumn unit, HeadColumn time, bool isClock)
    {
        var named = (RoleNames.IsUnit(unit.Name) ? 0.6 : 0) + (RoleNames.IsTime(time.Name) ? 0.6 : 0);
        if (isClock && !RoleNames.IsUnit(unit.Name))
            return 0; // one machine; the column is a shift, a recipe, a weekday
        CsvGroups groups = new(head, unit, time);
        var regular = groups.Regularity();
        var isTime = time.Kind == ColumnKind.Stamp || RoleNames.IsTime(time.Name);
        if (OnceIn(groups, time) < Once || (regular < 0.5 && !(isTime && Rises(groups, time))))
            return 0;
        var starts = groups.Rows.Select(g => time.Values[g[0]]).ToArray();
        var sameStart = starts.CountBy(s => s).Max(c => c.Value) >= 0.8 * starts.Length ? 0.3 : 0;
        return 0.01 + regular + named + sameStart + (Rises(groups, time) ? 0.3 : 0) - (0.001 * (unit.Index + time.Index));
    }

    static double OnceIn(CsvGroups groups, HeadColumn time) =>
        groups.Rows.Average(g => (double)g.Select(r => time.Values[r]).Where(double.IsFinite).Distinct().Count() / g.Length);

    // in the order of the file; the rows of a group are sorted by time, so their numbers have to rise
    static bool Rises(CsvGroups groups, HeadColumn time)
    {
        var (up, all) = (0, 0);
        foreach (var group in groups.Rows)
        {
            for (var i = 1; i < group.Length; i++)
                (up, all) = (up + (group[i] > group[i - 1] && time.Values[group[i]] > time.Values[group[i - 1]] ? 1 : 0), all + 1);
        }

        return all > 0 && up >= 0.9 * all;
    }
}
