using System.Globalization;

namespace Werkstrom.Tariff.Rates;

/// <summary>Rates by date: for each name and scope one row after the other, without a day between and never two at once.</summary>
public sealed class RateTable
{
    const string Header = "name;scope;value;unit;from;until;checked;source";

    readonly Dictionary<(string, string), List<Rate>> _rows;

    RateTable(IReadOnlyList<Rate> rows)
    {
        Rows = rows;
        _rows = rows.GroupBy(r => (r.Name, r.Scope)).ToDictionary(g => g.Key, g => g.OrderBy(r => r.Validity.From).ToList());
    }

    /// <summary>The table that comes with the library; what it has from memory or as an example is marked.</summary>
    public static RateTable Supplied { get; } = Read(SemicolonText.Supplied("rates")).OrThrow();

    /// <summary>All rows, in the order of the text.</summary>
    public IReadOnlyList<Rate> Rows { get; }

    /// <summary>Reads a table; <c>rates.csv</c> beside this class shows and explains the form. Overlaps and gaps are faults that name both rows.</summary>
    public static Answer<RateTable> Read(string text)
    {
        List<Fault> faults = [];
        List<Rate> rows = [];
        foreach (var (line, cells) in SemicolonText.Rows(text, Header, faults))
        {
            if (Row(line, cells, faults) is { } row)
                rows.Add(row);
        }

        foreach (var group in rows.GroupBy(r => r.ToString()))
            faults.AddRange(Succession.Faults(group.Key, group.Select(Place)).Select(f => new Fault(0, f)));
        return new(faults.Count == 0 ? new(rows) : null, faults);
    }

    /// <summary>What holds on a day; null when nothing does.</summary>
    public Rate? At(string name, string scope, DateOnly day) => _rows.GetValueOrDefault((name, scope))?.Find(r => r.Validity.Holds(day));

    /// <summary>What holds on the days from one to before another, in their order; with what is missing in words.</summary>
    internal IReadOnlyList<Rate> Over(string name, string scope, DateOnly from, DateOnly until, List<string> faults)
    {
        var label = scope.Length == 0 ? name : $"{name} ({scope})";
        var found = (_rows.GetValueOrDefault((name, scope)) ?? []).Where(r => r.Validity.From < until && !(r.Validity.Until <= from)).ToList();
        if (found.Count == 0)
            faults.Add($"{label}: there is no rate {new Validity(from, until)}");
        else if (found[0].Validity.From > from)
            faults.Add($"{label}: there is no rate {new Validity(from, found[0].Validity.From)}, before {Say(found[0])}");
        if (found.Count > 0 && found[^1].Validity.Until < until)
            faults.Add($"{label}: there is no rate {new Validity(found[^1].Validity.Until!.Value, until)}, after {Say(found[^1])}");
        return found;
    }

    static (string, Validity) Place(Rate rate) => (FormattableString.Invariant($"line {rate.Line}"), rate.Validity);

    static string Say(Rate rate) => FormattableString.Invariant($"line {rate.Line} ({rate.Validity})");

    static Rate? Row(int line, string[] cells, List<Fault> faults)
    {
        var before = faults.Count;
        if (cells[0].Length == 0)
            faults.Add(new(line, "name must not be empty"));
        if (!decimal.TryParse(cells[2], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            faults.Add(new(line, $"value must be a number with a decimal point, not '{cells[2]}'"));
        else if (RateUnits.Fault(value, cells[3]) is { } fault)
            faults.Add(new(line, $"{fault}, not {cells[2]}"));
        if (!RateUnits.All.Contains(cells[3]))
            faults.Add(new(line, $"unit must be one of {string.Join(", ", RateUnits.All)}, not '{cells[3]}'"));
        var validity = Validity.Read(cells[4], cells[5], line, faults);
        if (cells[6] is not ("yes" or "no"))
            faults.Add(new(line, $"checked must be yes or no, not '{cells[6]}'"));
        if (cells[7].Length == 0)
            faults.Add(new(line, "source must not be empty: a rate without one cannot be defended on a bill"));
        return faults.Count == before ? new(cells[0], cells[1], value, cells[3], validity!.Value, cells[6] == "yes", cells[7], line) : null;
    }
}
