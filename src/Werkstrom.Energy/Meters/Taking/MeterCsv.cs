using System.Globalization;
using Werkstrom.Tariff;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters.Taking;

/// <summary>What the numbers of a file of quarter-hours are.</summary>
enum CsvUnit
{
    /// <summary>Energy, Wh.</summary>
    Wh,

    /// <summary>Energy, kWh.</summary>
    Kwh,

    /// <summary>Mean power, kW.</summary>
    Kw,

    /// <summary>A load profile: mean power in W for each MWh of a year.</summary>
    WattPerMegawattHour,
}

/// <summary>How a file is to be read.</summary>
/// <param name="Unit">What its numbers are; null: as its head says (<c>[W/MWh]</c>, <c>kWh</c>, <c>Wh</c>, <c>kW</c>).</param>
/// <param name="Malo">The delivery point; null: a column <c>malo</c> says it.</param>
/// <param name="AnnualKwh">Annual consumption, for a load profile.</param>
/// <param name="From">First day onto which the rows are laid one after the other, whatever year their stamps are of; null: the stamps hold.</param>
sealed record CsvOrder(CsvUnit? Unit, string? Malo, decimal? AnnualKwh, DateOnly? From);

/// <summary>
/// Reads quarter-hours from a CSV file: a head, then stamp with offset, value, and where wanted the delivery point. Exact: Wh are whole, a value with more than
/// three decimals of a kWh is a fault; a load profile is rounded half to even. All faults come at once, and then nothing is taken.
/// </summary>
static class MeterCsv
{
    const int MostFaults = 200;

    static readonly string[] Stamps = ["yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd HH:mmzzz"];

    /// <summary>Reads a text.</summary>
    public static (IReadOnlyDictionary<string, SortedDictionary<int, int>> Values, IReadOnlyList<Fault> Faults) Read(TextReader text, CsvOrder order)
    {
        Dictionary<string, SortedDictionary<int, int>> values = [];
        List<Fault> faults = [];
        var head = text.ReadLine() ?? "";
        var delimiter = head.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var names = head.Split(delimiter);
        var (unit, at) = (order.Unit ?? UnitOf(head) ?? (order.AnnualKwh is null ? null : CsvUnit.WattPerMegawattHour), Array.FindIndex(names, n => n.Trim().Equals("malo", StringComparison.OrdinalIgnoreCase)));
        var value = names.Length - 1 == at ? names.Length - 2 : names.Length - 1;
        if (unit is null)
            faults.Add(new(1, "The head does not say what the numbers are: name Wh, kWh, kW or W/MWh in it, or choose it."));
        if (unit == CsvUnit.WattPerMegawattHour && order.AnnualKwh is not > 0)
            faults.Add(new(0, "A load profile (W/MWh) needs the annual consumption in kWh."));
        if (names.Length < 2 || value < 1)
            faults.Add(new(1, $"The head must have a stamp and a value at least, not '{head}'."));
        if (at < 0 && order.Malo is null)
            faults.Add(new(0, "Say the delivery point, or give it in a column named malo."));
        if (faults.Count > 0)
            return (values, faults);
        var (line, next) = (1, order.From is { } from ? GermanTime.Day(from).First : int.MinValue);
        while (text.ReadLine() is { } row && faults.Count < MostFaults)
        {
            line++;
            if (row.Length == 0)
                continue;
            var cells = row.Split(delimiter);
            var before = faults.Count;
            var malo = at < 0 ? order.Malo! : at < cells.Length ? cells[at].Trim() : "";
            if (!MarketIds.IsDeliveryPoint(malo))
                faults.Add(new(line, $"'{malo}' is no delivery point (MaLo-ID)."));
            var quarter = Quarter(cells[0].Trim(), line, faults);
            var wh = value < cells.Length ? Wh(cells[value].Trim(), unit!.Value, order.AnnualKwh ?? 0, delimiter, line, faults) : Short(line, faults);
            if (faults.Count > before || wh is null)
                continue;
            var own = values.TryGetValue(malo, out var known) ? known : values[malo] = [];
            quarter = next == int.MinValue ? quarter : next + own.Count;
            if (!own.TryAdd(quarter, wh.Value))
                faults.Add(new(line, $"The quarter-hour '{cells[0]}' has a value already."));
        }

        return (values, faults);
    }

    /// <summary>The head and the whole rows of some delivery points; all of a text that has no column for them.</summary>
    public static string Only(string text, IReadOnlySet<string> malos)
    {
        var rows = text.ReplaceLineEndings("\n").Split('\n');
        var delimiter = rows[0].Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var at = Array.FindIndex(rows[0].Split(delimiter), n => n.Trim().Equals("malo", StringComparison.OrdinalIgnoreCase));
        return at < 0 ? text : string.Join('\n', rows.Take(1).Concat(rows.Skip(1).Where(r => r.Split(delimiter) is { } cells && cells.Length > at && malos.Contains(cells[at].Trim())))) + "\n";
    }

    static CsvUnit? UnitOf(string head) => head switch
    {
        _ when head.Contains("W/MWh", StringComparison.OrdinalIgnoreCase) => CsvUnit.WattPerMegawattHour,
        _ when head.Contains("kWh", StringComparison.OrdinalIgnoreCase) => CsvUnit.Kwh,
        _ when head.Contains("Wh", StringComparison.OrdinalIgnoreCase) => CsvUnit.Wh,
        _ when head.Contains("kW", StringComparison.OrdinalIgnoreCase) => CsvUnit.Kw,
        _ => null,
    };

    static int Quarter(string cell, int line, List<Fault> faults)
    {
        if (!DateTimeOffset.TryParseExact(cell.EndsWith('Z') ? cell[..^1] + "+00:00" : cell, Stamps, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            faults.Add(new(line, $"'{cell}' is no stamp with offset such as 2024-01-31T13:15:00+01:00."));
        else if (at.UtcTicks % (TimeSpan.TicksPerMinute * 15) != 0)
            faults.Add(new(line, $"'{cell}' is no start of a quarter-hour."));
        else
            return Quarters.Of(at);
        return 0;
    }

    static int? Wh(string cell, CsvUnit unit, decimal annual, char delimiter, int line, List<Fault> faults)
    {
        if (cell.Length == 0)
            return null; // a gap
        var text = delimiter == ';' ? cell.Replace(',', '.') : cell;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
        {
            faults.Add(new(line, $"'{cell}' is no number."));
            return null;
        }

        var wh = unit switch
        {
            CsvUnit.Wh => number,
            CsvUnit.Kwh => number * 1_000,
            CsvUnit.Kw => number * 250,
            _ => Math.Round(number * annual / 4_000, MidpointRounding.ToEven),
        };
        if (wh != Math.Truncate(wh))
            faults.Add(new(line, $"'{cell}' is no whole number of Wh."));
        else if (Math.Abs(wh) > int.MaxValue)
            faults.Add(new(line, $"'{cell}' is too much for a quarter-hour."));
        else
            return (int)wh;
        return null;
    }

    static int? Short(int line, List<Fault> faults)
    {
        faults.Add(new(line, "The row has fewer cells than the head."));
        return null;
    }
}
