using System.Globalization;

namespace Werkstrom.Tariff.Index;

/// <summary>CO₂ of a kWh by technology and date, with where each number comes from.</summary>
public sealed class CarbonTable
{
    const string Header = "technology;factor;method;from;until;checked;source";
    const string Renewable = "zone.renewable";
    const string Other = "zone.other";

    CarbonTable(IReadOnlyList<CarbonFactor> rows) => Rows = rows;

    /// <summary>The table that comes with the library.</summary>
    public static CarbonTable Supplied { get; } = Read(SuppliedText).OrThrow();

    /// <summary>The same as text, to be edited.</summary>
    public static string SuppliedText => SemicolonText.Supplied("carbon");

    /// <summary>All rows, in the order of the text.</summary>
    public IReadOnlyList<CarbonFactor> Rows { get; }

    /// <summary>Reads a table; <c>carbon.csv</c> beside this class shows and explains the form. Overlaps and gaps are faults that name both rows.</summary>
    public static Answer<CarbonTable> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Fault> faults = [];
        List<CarbonFactor> rows = [];
        foreach (var (line, cells) in SemicolonText.Rows(text, Header, faults))
        {
            if (Row(line, cells, faults) is { } row)
                rows.Add(row);
        }

        foreach (var group in rows.GroupBy(r => r.Technology))
            faults.AddRange(Succession.Faults(group.Key, group.Select(r => (FormattableString.Invariant($"line {r.Line}"), r.Validity))).Select(f => new Fault(0, f)));
        return new(faults.Count == 0 ? new(rows) : null, faults);
    }

    /// <summary>mg/kWh of a technology on a day; null where no row says so.</summary>
    public long? At(string technology, DateOnly day) => Rows.FirstOrDefault(r => r.Technology == technology && r.Validity.Holds(day))?.Milligrams;

    /// <summary>
    /// CO₂ of what is used in a quarter-hour, mg/kWh: the local generation by its technologies, the rest by the share of the zone. Null where a factor is
    /// missing. Only integers; halves are rounded up.
    /// </summary>
    /// <param name="day">The German day.</param>
    /// <param name="quarter">What the index rests on.</param>
    /// <param name="parts">Local renewable generation by technology, Wh; 0 or more.</param>
    public long? Of(DateOnly day, GreenQuarter quarter, IEnumerable<(string Technology, long Wh)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var (weighted, all) = ((Int128)0, 0L);
        foreach (var (technology, wh) in parts.Where(p => p.Wh > 0))
        {
            if (At(technology, day) is not { } factor)
                return null;
            (weighted, all) = (weighted + ((Int128)factor * wh), all + wh);
        }

        if (At(Renewable, day) is not { } green || At(Other, day) is not { } grey)
            return null;
        var local = all == 0 ? 0 : (long)((weighted + (all / 2)) / all);
        var rest = ((quarter.ZoneShare * green) + ((GreenQuarter.Whole - quarter.ZoneShare) * grey) + (GreenQuarter.Whole / 2)) / GreenQuarter.Whole;
        return quarter.Carbon(local, rest);
    }

    static CarbonFactor? Row(int line, string[] cells, List<Fault> faults)
    {
        var before = faults.Count;
        if (cells[0].Length == 0)
            faults.Add(new(line, "technology must not be empty"));
        if (!decimal.TryParse(cells[1], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) || factor is < 0 or > 5_000 || factor * 1000 % 1 != 0)
            faults.Add(new(line, $"factor must be g/kWh between 0 and 5000 with three decimals at most, not '{cells[1]}'"));
        var validity = Validity.Read(cells[3], cells[4], line, faults);
        if (cells[5] is not ("yes" or "no"))
            faults.Add(new(line, $"checked must be yes or no, not '{cells[5]}'"));
        if (cells[6].Length == 0)
            faults.Add(new(line, "source must not be empty"));
        return faults.Count == before ? new(cells[0], (long)(factor * 1000), cells[2], validity!.Value, cells[5] == "yes", cells[6], line) : null;
    }
}

/// <summary>CO₂ of a kWh of one technology for some time.</summary>
/// <param name="Technology">wind, solar, hydro, biomass, other; zone.renewable and zone.other for what comes from the zone.</param>
/// <param name="Milligrams">mg/kWh.</param>
/// <param name="Method">life cycle, or direct.</param>
/// <param name="Validity">When it holds.</param>
/// <param name="IsChecked">False: an estimate.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Line">In its text, from 1.</param>
public sealed record CarbonFactor(string Technology, long Milligrams, string Method, Validity Validity, bool IsChecked, string Source, int Line);
