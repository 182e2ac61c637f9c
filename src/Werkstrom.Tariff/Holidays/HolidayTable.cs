namespace Werkstrom.Tariff.Holidays;

/// <summary>Which day is a public holiday where, from which year on, by which law: rows that people can replace.</summary>
public sealed class HolidayTable
{
    const string Header = "name;rule;states;from;until;checked;source";

    readonly List<Row> _rows;

    HolidayTable(List<Row> rows) => _rows = rows;

    /// <summary>The table that comes with the library; 1995 and later.</summary>
    public static HolidayTable Supplied { get; } = Read(SemicolonText.Supplied("holidays")).OrThrow();

    /// <summary>The first year that it knows.</summary>
    public int FirstYear => _rows.Min(r => r.Validity.From.Year);

    /// <summary>Reads a table; <c>holidays.csv</c> beside this class shows and explains the form.</summary>
    public static Answer<HolidayTable> Read(string text)
    {
        List<Fault> faults = [];
        List<Row> rows = [];
        foreach (var (line, cells) in SemicolonText.Rows(text, Header, faults))
        {
            var before = faults.Count;
            var rule = HolidayRule.Read(cells[1]);
            if (cells[0].Length == 0)
                faults.Add(new(line, "name must not be empty"));
            if (rule is null)
                faults.Add(new(line, $"rule must be MM-DD, easter+N, easter-N or wednesday-before-MM-DD, not '{cells[1]}'"));
            var states = States(cells[2], line, faults);
            var validity = Validity.Read(cells[3], cells[4], line, faults);
            if (faults.Count == before)
                rows.Add(new(cells[0], rule!.Value, states, validity!.Value, line));
        }

        if (rows.Count == 0 && faults.Count == 0)
            faults.Add(new(0, "there is no holiday in it"));
        faults.AddRange(Doubles(rows));
        return new(faults.Count == 0 ? new(rows) : null, faults);
    }

    /// <summary>The holidays of a state in a year, by day.</summary>
    internal Dictionary<DateOnly, string> In(GermanState state, int year)
    {
        Dictionary<DateOnly, string> days = [];
        foreach (var row in _rows.Where(r => r.States.Contains(state)))
        {
            var day = row.Rule.In(year);
            if (row.Validity.Holds(day))
                days[day] = days.TryGetValue(day, out var other) ? $"{other}, {row.Name}" : row.Name;
        }

        return days;
    }

    static HashSet<GermanState> States(string text, int line, List<Fault> faults)
    {
        if (text == "*")
            return [.. Enum.GetValues<GermanState>()];
        HashSet<GermanState> states = [];
        foreach (var name in text.Split(' '))
        {
            if (Enum.TryParse<GermanState>(name, out var state) && Enum.IsDefined(state) && state.ToString() == name)
                states.Add(state);
            else
                faults.Add(new(line, $"states must be * or a list of {string.Join(' ', Enum.GetNames<GermanState>())}, not '{name}'"));
        }

        return states;
    }

    static IEnumerable<Fault> Doubles(List<Row> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var other in rows.Skip(i + 1).Where(r => r.Name == rows[i].Name && r.States.Overlaps(rows[i].States) && Meet(r.Validity, rows[i].Validity)))
                yield return new(other.Line, FormattableString.Invariant($"{other.Name} holds at the same time and in the same state as line {rows[i].Line}"));
        }
    }

    static bool Meet(Validity a, Validity b) => !(a.From >= b.Until) && !(b.From >= a.Until);

    sealed record Row(string Name, HolidayRule Rule, HashSet<GermanState> States, Validity Validity, int Line);
}
