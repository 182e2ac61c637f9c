using System.Globalization;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>
/// Reads hourly or quarter-hourly prices in ct/kWh from a table with commas that says for each row whether the clock shows winter or summer time, as the
/// SMARD tools write it: columns <c>sdate</c> (dd.MM.yyyy), <c>stimestart</c> (HH:mm), <c>zone_start</c> (CET or CEST), <c>price</c>; others are left aside.
/// </summary>
public static class ZonedPriceCsv
{
    static readonly string[] Needed = ["sdate", "stimestart", "zone_start", "price"];

    /// <inheritdoc cref="EnergyCharts.Read"/>
    public static MarketAnswer Read(string text, QuarterRange? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Fault> faults = [];
        MarketBuilder series = new("price", MarketUnit.Price, wanted, faults);
        var lines = text.TrimStart('\uFEFF').Split('\n');
        string[] header = [.. lines[0].Split(',', StringSplitOptions.TrimEntries)];
        int[] places = [.. Needed.Select(n => Array.IndexOf(header, n))];
        if (places.Contains(-1))
        {
            faults.Add(new(1, $"the header must name the columns {string.Join(", ", Needed)}, parted by commas"));
            return new("SMARD", null, [], faults);
        }

        List<(int Line, DateTimeOffset Start, decimal? Price)> rows = [];
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim() is { Length: > 0 } line && Row(line.Split(','), header.Length, places, i + 1, faults) is { } row)
                Add(rows, row, faults);
        }

        var steps = MarketSteps.Of([.. rows.Select(r => r.Start.ToUnixTimeSeconds())], usual: 4);
        foreach (var (i, row) in rows.Index())
            series.Add(row.Start, steps[i], row.Price, 1000, row.Line);
        return new("SMARD", null, [series.Build()], faults);
    }

    static void Add(List<(int Line, DateTimeOffset Start, decimal? Price)> rows, (int Line, DateTimeOffset Start, decimal? Price) row, List<Fault> faults)
    {
        if (rows.Count > 0 && row.Start <= rows[^1].Start)
            faults.Add(new(row.Line, "the row is not later than the one before it"));
        else
            rows.Add(row);
    }

    static (int Line, DateTimeOffset Start, decimal? Price)? Row(string[] cells, int width, int[] places, int line, List<Fault> faults)
    {
        if (cells.Length != width)
        {
            faults.Add(new(line, $"{cells.Length} columns instead of {width}"));
            return null;
        }

        var (stamp, zone, price) = ($"{cells[places[0]].Trim()} {cells[places[1]].Trim()}", cells[places[2]].Trim(), cells[places[3]].Trim());
        TimeSpan? offset = zone switch { "CET" => TimeSpan.FromHours(1), "CEST" => TimeSpan.FromHours(2), _ => null };
        if (!DateTime.TryParseExact(stamp, "dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 1990 or > 2200)
        {
            faults.Add(new(line, $"'{stamp}' is no date and time (dd.MM.yyyy HH:mm)"));
            return null;
        }

        if (offset is not { } known || !GermanTime.IsOffset(local, known))
        {
            faults.Add(new(line, $"'{zone}' is not what clocks in Germany show at {stamp} (CET or CEST)"));
            return null;
        }

        if (price.Length == 0 || price is "-" || decimal.TryParse(price, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return (line, new(local, known), price is "" or "-" ? null : decimal.Parse(price, NumberStyles.Float, CultureInfo.InvariantCulture));
        faults.Add(new(line, $"'{price}' is no price in ct/kWh (12.34)"));
        return null;
    }
}
