using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Energy.Index.Regions;

/// <summary>The registers of plants of the regions.</summary>
sealed class PlantBook(IDbContextFactory<EnergyDb> dbs)
{
    /// <summary>First line of a register.</summary>
    public const string Header = "technology;kw;postal_code;from;until";

    /// <summary>Reads a register.</summary>
    public static List<Plant> Read(string region, string text, List<string> faults)
    {
        List<Plant> plants = [];
        foreach (var (at, line) in text.TrimStart('\uFEFF').Split('\n').Index().Skip(1))
        {
            if (line.Trim().Length > 0 && Row(region, line.Trim().Split(';', StringSplitOptions.TrimEntries), at + 1, faults) is { } plant)
                plants.Add(plant);
        }

        return plants;
    }

    /// <summary>Replaces the register of a region.</summary>
    public async Task ReplaceAsync(string region, IReadOnlyList<Plant> plants, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync("energy_index_plant", Math.Max(1, plants.Count), stop);
        await db.Set<Plant>().Where(p => p.Region == region).ExecuteDeleteAsync(stop);
        await db.InsertAsync(
            "energy_index_plant", ["id", "region", "technology", "watts", "postal_code", "first_day", "end_day"],
            [.. plants.Select((p, i) => new object?[] { id + i, p.Region, p.Technology, p.Watts, p.PostalCode, p.FirstDay, p.EndDay })], stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>W of a technology by day, by the weights of the region's postal codes; where it names none, all plants count wholly.</summary>
    public async Task<Func<DateOnly, long>> CapacityAsync(IndexRegion region, string technology, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var plants = await db.Set<Plant>().AsNoTracking().Where(p => p.Region == region.Code && p.Technology == technology).ToListAsync(stop);
        var codes = RegionBook.Codes(region.PostalCodes, []).ToDictionary(c => c.Code, c => c.Percent);
        long Weight(Plant p) => codes.Count == 0 ? 100 : codes.GetValueOrDefault(p.PostalCode);
        return day => plants.Where(p => p.FirstDay <= InputBook.Number(day) && !(p.EndDay <= InputBook.Number(day))).Sum(p => p.Watts * Weight(p)) / 100;
    }

    static Plant? Row(string region, string[] cells, int line, List<string> faults)
    {
        var before = faults.Count;
        void Fault(string what) => faults.Add(FormattableString.Invariant($"Line {line}: {what}."));
        if (cells.Length != 5)
        {
            Fault(FormattableString.Invariant($"{cells.Length} columns instead of 5 ({Header})"));
            return null;
        }

        if (!IndexParts.Renewable.Contains(cells[0]))
            Fault($"technology is one of {string.Join(", ", IndexParts.Renewable)}, not '{cells[0]}'");
        if (!decimal.TryParse(cells[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var kW) || kW is <= 0 or > 10_000_000)
            Fault($"kw is a number above 0 with a decimal point, not '{cells[1]}'");
        if (cells[2].Length is < 4 or > 5 || !cells[2].All(char.IsAsciiDigit))
            Fault($"postal_code has 4 or 5 digits, not '{cells[2]}'");
        if (!DateOnly.TryParseExact(cells[3], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
            Fault($"from is a day such as 2019-05-01, not '{cells[3]}'");
        var isOpen = cells[4].Length == 0;
        if (!DateOnly.TryParseExact(cells[4], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) && !isOpen)
            Fault($"until is a day such as 2031-05-01, or empty, not '{cells[4]}'");
        return faults.Count > before ? null : new()
        {
            Region = region,
            Technology = cells[0],
            Watts = (long)(kW * 1000),
            PostalCode = cells[2],
            FirstDay = InputBook.Number(from),
            EndDay = isOpen ? null : InputBook.Number(until),
        };
    }
}
