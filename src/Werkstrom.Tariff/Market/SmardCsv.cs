using System.Globalization;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>
/// Reads the German CSV export of SMARD: semicolons, decimal comma, thousands points, <c>-</c> where there is none; a column with [MWh] or [€/MWh] is a
/// series. The stamps are local times without offset: in October the hour from 2 comes twice, first in summer time. Columns <c>Datum von;Datum bis</c>,
/// or the older <c>Datum;Uhrzeit</c>.
/// </summary>
public static class SmardCsv
{
    static readonly string[] Dates = ["dd.MM.yyyy HH:mm", "yyyy-MM-dd HH:mm"];
    static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    /// <inheritdoc cref="EnergyCharts.Read"/>
    public static MarketAnswer Read(string text, QuarterRange? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Fault> faults = [];
        var lines = text.TrimStart('\uFEFF').Split('\n');
        var header = lines[0].Trim().Split(';');
        var isOld = header is ["Datum", "Uhrzeit", ..];
        if (!isOld && header is not ["Datum von" or "Anfang" or "Datum", "Datum bis" or "Ende", ..])
        {
            faults.Add(new(1, "the header must begin with 'Datum von;Datum bis' or 'Datum;Uhrzeit'"));
            return new("SMARD", null, [], faults);
        }

        var columns = Columns(header, wanted, faults);
        if (columns.Count == 0)
            faults.Add(new(1, "no column has a unit: [MWh] or [€/MWh]"));
        var rows = Rows(lines, header.Length, isOld, faults);
        var steps = MarketSteps.Of([.. rows.Select(r => r.Start.ToUnixTimeSeconds())], usual: 1);
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var (column, series, factor) in columns)
                Add(series, rows[i], rows[i].Cells[column].Trim(), factor, steps[i], faults);
        }

        return new("SMARD", null, [.. columns.Select(c => c.Series.Build())], faults);
    }

    static List<(int Column, MarketBuilder Series, decimal Factor)> Columns(string[] header, QuarterRange? wanted, List<Fault> faults)
    {
        List<(int, MarketBuilder, decimal)> columns = [];
        for (var i = 2; i < header.Length; i++)
        {
            var unit = header[i].IndexOf('[', StringComparison.Ordinal);
            if (unit < 0)
                continue;
            var name = header[i][..unit].Trim();
            if (header[i].AsSpan(unit).StartsWith("[MWh]"))
                columns.Add((i, new(name, MarketUnit.Energy, wanted, faults), 1000));
            else if (header[i].AsSpan(unit).StartsWith("[€/MWh]"))
                columns.Add((i, new(name, MarketUnit.Price, wanted, faults), 100));
            else
                faults.Add(new(1, $"column '{header[i].Trim()}' has another unit than [MWh] or [€/MWh]"));
        }

        return columns;
    }

    static List<(int Line, DateTimeOffset Start, string[] Cells)> Rows(string[] lines, int width, bool isOld, List<Fault> faults)
    {
        List<(int Line, DateTimeOffset Start, string[] Cells)> rows = [];
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim() is not { Length: > 0 } line)
                continue;
            var cells = line.Split(';');
            var stamp = isOld && cells.Length > 1 ? $"{cells[0].Trim()} {cells[1].Trim()}" : cells[0].Trim();
            if (cells.Length != width)
                faults.Add(new(i + 1, $"{cells.Length} columns instead of {width}"));
            else if (!DateTime.TryParseExact(stamp, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 1990 or > 2200)
                faults.Add(new(i + 1, $"'{stamp}' is no date and time (dd.MM.yyyy HH:mm)"));
            else if (Zone.IsInvalidTime(local))
                faults.Add(new(i + 1, $"'{stamp}' does not exist: the clock goes from 2 to 3"));
            else if (Instant(local, rows.Count > 0 ? rows[^1].Start : DateTimeOffset.MinValue) is not { } start)
                faults.Add(new(i + 1, $"'{stamp}' is not later than the row before it"));
            else
                rows.Add((i + 1, start, cells));
        }

        return rows;
    }

    /// <summary>The first instant after another that a clock in Germany shows so.</summary>
    static DateTimeOffset? Instant(DateTime local, DateTimeOffset after)
    {
        var offsets = Zone.IsAmbiguousTime(local) ? [.. Zone.GetAmbiguousTimeOffsets(local).OrderDescending()] : new[] { Zone.GetUtcOffset(local) };
        foreach (var offset in offsets)
        {
            if (new DateTimeOffset(local, offset) is var instant && instant > after)
                return instant;
        }

        return null;
    }

    static void Add(MarketBuilder series, (int Line, DateTimeOffset Start, string[] Cells) row, string cell, decimal factor, int step, List<Fault> faults)
    {
        decimal? value = null;
        if (cell is not ("-" or ""))
        {
            if (decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, German, out var number))
                value = number;
            else
                faults.Add(new(row.Line, $"'{cell}' is no number (1.234,56)"));
        }

        series.Add(row.Start, step, value, factor, row.Line);
    }
}
