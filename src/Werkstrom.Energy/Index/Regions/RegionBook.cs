using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Tariff.Holidays;

namespace Werkstrom.Energy.Index.Regions;

/// <summary>The regions that have an index.</summary>
sealed partial class RegionBook(IDbContextFactory<EnergyDb> dbs)
{
    /// <summary>Addresses below the index that are no regions.</summary>
    static readonly string[] Reserved = ["keys", "carbon"];

    /// <summary>All, by name.</summary>
    public async Task<List<IndexRegion>> AllAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return [.. (await db.Set<IndexRegion>().AsNoTracking().ToListAsync(stop)).OrderBy(r => r.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>One; null when there is none of that code.</summary>
    public async Task<IndexRegion?> FindAsync(string code, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<IndexRegion>().AsNoTracking().FirstOrDefaultAsync(r => r.Code == code, stop);
    }

    /// <summary>Whether a code is that of a region: one whose index is made here, or one that a partner gives.</summary>
    public async Task<bool> IsKnownAsync(string code, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<IndexRegion>().AnyAsync(r => r.Code == code, stop) || await db.Set<Partners.Partner>().AnyAsync(p => p.Region == code, stop);
    }

    /// <summary>Makes or changes one.</summary>
    /// <returns>All that is wrong, by field; empty when it was kept.</returns>
    public async Task<Dictionary<string, string[]>> PutAsync(IndexRegion region, CancellationToken stop)
    {
        if (Faults(region) is { Count: > 0 } faults)
            return faults;
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<IndexRegion>().FirstOrDefaultAsync(r => r.Code == region.Code, stop) is { } known)
            (known.Name, known.PriceZone, known.FederalState, known.PostalCodes, known.Sources) = (region.Name, region.PriceZone, region.FederalState, region.PostalCodes, region.Sources);
        else
            db.Add(region);
        await db.SaveChangesAsync(stop);
        return [];
    }

    /// <summary>Takes a source into a region that names none for that part.</summary>
    public async Task AddSourcesAsync(string code, IEnumerable<string> parts, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var region = await db.Set<IndexRegion>().FirstAsync(r => r.Code == code, stop);
        var known = RegionSource.Read(region.Sources, []);
        var added = parts.Distinct().Where(p => !known.Any(s => s.Part == p)).Select(p => new RegionSource(p, SourceKind.File));
        region.Sources = string.Join('\n', known.Concat(added));
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The kind of a day in a region.</summary>
    public static Func<DateOnly, DayType> Days(IndexRegion region)
    {
        if (Enum.TryParse<GermanState>(region.FederalState, out var state))
            return new HolidayCalendar(state).TypeOf;
        return d => d.DayOfWeek switch { DayOfWeek.Saturday => DayType.Saturday, DayOfWeek.Sunday => DayType.Sunday, _ => DayType.Workday };
    }

    /// <summary>The postal codes with their weights in percent; faults are told.</summary>
    public static IReadOnlyList<(string Code, int Percent)> Codes(string text, List<string> faults)
    {
        List<(string, int)> codes = [];
        foreach (var word in text.Split([' ', '\n', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (PostalCode().Match(word) is { Success: true } found && (found.Groups[2].Length == 0 || int.Parse(found.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 100))
                codes.Add((found.Groups[1].Value, found.Groups[2].Length == 0 ? 100 : int.Parse(found.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)));
            else
                faults.Add($"'{word}' must be a postal code of 4 or 5 digits, with a weight of 1 to 100 percent where only a part of it counts: 69118=50.");
        }

        foreach (var twice in codes.GroupBy(c => c.Item1).Where(g => g.Count() > 1))
            faults.Add($"{twice.Key} is there twice.");
        return codes;
    }

    static Dictionary<string, string[]> Faults(IndexRegion region)
    {
        Dictionary<string, string[]> faults = [];
        List<string> codes = [], sources = [];
        if (!Code().IsMatch(region.Code) || Reserved.Contains(region.Code, StringComparer.OrdinalIgnoreCase))
            faults["code"] = [$"The code has 1 to 20 letters, digits or hyphens and is not {string.Join(" or ", Reserved)}, not '{region.Code}'."];
        if (region.Name.Length is 0 or > 100)
            faults["name"] = ["The name has 1 to 100 characters."];
        if (!Zone().IsMatch(region.PriceZone))
            faults["zone"] = [$"The zone is written as the exchange does (DE-LU), not '{region.PriceZone}'."];
        if (region.FederalState.Length > 0 && !Enum.GetNames<GermanState>().Contains(region.FederalState))
            faults["state"] = [$"The federal state is one of {string.Join(", ", Enum.GetNames<GermanState>())}, or empty, not '{region.FederalState}'."];
        Codes(region.PostalCodes, codes);
        RegionSource.Read(region.Sources, sources);
        if (codes.Count > 0)
            faults["postalCodes"] = [.. codes];
        if (sources.Count > 0)
            faults["sources"] = [.. sources];
        return faults;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,19}$")]
    private static partial Regex Code();

    [GeneratedRegex("^[A-Z][A-Z0-9-]{1,9}$")]
    private static partial Regex Zone();

    [GeneratedRegex("^([0-9]{4,5})(?:=([0-9]{1,3}))?$")]
    private static partial Regex PostalCode();
}
