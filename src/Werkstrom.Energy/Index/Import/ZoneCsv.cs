using System.Globalization;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Import;

/// <summary>
/// Hours of a zone as CSV with commas: <c>timestamp_unix</c> (or <c>datetime_utc</c>), <c>net_load_mw_avg</c>, <c>renewable_generation_mw_avg</c>,
/// <c>day_ahead_price_eur_mwh</c>. An hour holds for its four quarter-hours.
/// </summary>
static class ZoneCsv
{
    const string Stamp = "timestamp_unix";
    const string Load = "net_load_mw_avg";
    const string Renewable = "renewable_generation_mw_avg";
    const string Price = "day_ahead_price_eur_mwh";

    /// <summary>Whether a text is one.</summary>
    public static bool Is(string text) => text.TrimStart('\uFEFF').StartsWith(Stamp, StringComparison.Ordinal);

    /// <summary>The share of the zone (millionths, at most 1) and its price (0.001 ct/kWh).</summary>
    public static (Dictionary<int, int> Share, Dictionary<int, int> Price) Read(string text, List<string> faults)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n');
        var header = lines[0].Trim().Split(',');
        var (load, renewable, price) = (Array.IndexOf(header, Load), Array.IndexOf(header, Renewable), Array.IndexOf(header, Price));
        (Dictionary<int, int> Share, Dictionary<int, int> Price) read = ([], []);
        if (load < 0 || renewable < 0)
        {
            faults.Add($"The header must have the columns {Stamp}, {Load} and {Renewable}.");
            return read;
        }

        foreach (var (at, line) in lines.Index().Skip(1).Where(l => l.Item.Trim().Length > 0))
            Row(line.Trim().Split(','), at + 1, header.Length, (load, renewable, price), read, faults);
        return read;
    }

    static void Row(
        string[] cells, int line, int width, (int Load, int Renewable, int Price) columns, (Dictionary<int, int> Share, Dictionary<int, int> Price) read, List<string> faults)
    {
        if (cells.Length != width || !long.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds % Quarters.Seconds != 0)
        {
            faults.Add(FormattableString.Invariant($"Line {line}: {width} columns are needed, the first a full quarter of an hour in seconds since 1970, not '{cells[0]}' with {cells.Length} columns."));
            return;
        }

        var (load, renewable) = (Number(cells, columns.Load), Number(cells, columns.Renewable));
        if (load is null or <= 0 || renewable is null)
            faults.Add(FormattableString.Invariant($"Line {line}: load must be a number above 0 and the renewable generation a number, not '{cells[columns.Load]}' and '{cells[columns.Renewable]}'."));
        var first = (int)(seconds / Quarters.Seconds);
        for (var q = first; q < first + 4; q++)
        {
            if (load is > 0 && renewable is { } green)
                read.Share[q] = (int)Math.Clamp(Math.Round(green / load.Value * 1_000_000, MidpointRounding.AwayFromZero), 0, 1_000_000);
            if (columns.Price >= 0 && Number(cells, columns.Price) is { } price && Math.Abs(price) < 100_000)
                read.Price[q] = (int)Math.Round(price * 100, MidpointRounding.AwayFromZero);
        }
    }

    static decimal? Number(string[] cells, int column) =>
        decimal.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
