using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Condition.Life;

/// <summary>What people set and say of remaining lives, and what was said of them before.</summary>
sealed class LifeDesk(IDbContextFactory<ConditionDb> dbs)
{
    /// <summary>What is set for an asset.</summary>
    public async Task<LifeSetting> SettingAsync(int assetId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<LifeSetting>().AsNoTracking().FirstOrDefaultAsync(s => s.AssetId == assetId, stop) ?? new() { AssetId = assetId };
    }

    /// <summary>Sets it.</summary>
    /// <param name="assetId">Of this asset.</param>
    /// <param name="wantedDays">0 to 3,650; null: as it was.</param>
    /// <param name="shiftMinutes">−1,440 to 1,440; null: as it was.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What is wrong, by input; empty when it was set.</returns>
    public async Task<Dictionary<string, string[]>> SetAsync(int assetId, double? wantedDays, int? shiftMinutes, CancellationToken stop)
    {
        Dictionary<string, string[]> wrong = [];
        if (wantedDays is not (null or (>= 0 and <= 3_650)))
            wrong["wantedDays"] = [LifeText.Say(null, "error.wanted", wantedDays)];
        if (shiftMinutes is not (null or (>= -1_440 and <= 1_440)))
            wrong["shiftMinutes"] = [LifeText.Say(null, "error.shift", shiftMinutes)];
        if (wrong.Count > 0)
            return wrong;
        await using var db = await dbs.CreateDbContextAsync(stop);
        var setting = await db.Set<LifeSetting>().FirstOrDefaultAsync(s => s.AssetId == assetId, stop);
        if (setting is null)
            db.Add(setting = new() { AssetId = assetId });
        (setting.WantedDays, setting.ShiftMinutes) = (wantedDays ?? setting.WantedDays, shiftMinutes ?? setting.ShiftMinutes);
        await db.SaveChangesAsync(stop);
        return wrong;
    }

    /// <summary>Keeps what a person says of the end of a life; null takes it back.</summary>
    public async Task JudgeAsync(int assetId, string source, LifeVerdict? verdict, DateTimeOffset at, string part, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var word = await db.Set<LifeWord>().FirstOrDefaultAsync(w => w.Source == source, stop);
        if (verdict is null && word is not null)
            db.Remove(word);
        else if (verdict is { } said && word is not null)
            word.Verdict = said;
        else if (verdict is { } first)
            db.Add(new LifeWord { Source = source, AssetId = assetId, Verdict = first, At = at, Part = part });
        await db.SaveChangesAsync(stop);
    }

    /// <summary>What was said of an asset, newest first.</summary>
    public async Task<List<LifeRow>> HistoryAsync(int assetId, int limit, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<LifeRow>().AsNoTracking().Where(r => r.AssetId == assetId).OrderByDescending(r => r.At).Take(limit).ToListAsync(stop);
    }

    /// <summary>How often what was said held: statements about lives that have ended since, and how many of them had the end in their range.</summary>
    /// <param name="rows">What was said.</param>
    /// <param name="ends">Of the same asset.</param>
    public static (int Held, int Said) Reliability(IEnumerable<LifeRow> rows, IReadOnlyList<LifeEnd> ends)
    {
        var (held, said) = (0, 0);
        foreach (var row in rows)
        {
            if (ends.Where(e => e.Part == row.PartKey && e.At > row.At).MinBy(e => e.At) is not { Failed: true } end)
                continue;
            var days = (end.At - row.At).TotalDays;
            (held, said) = (held + (days >= row.Lower && days <= row.Upper ? 1 : 0), said + 1);
        }

        return (held, said);
    }

    /// <summary>A source of a signal: <c>signal:4:1700000000000</c>.</summary>
    public static string Source(int signalId, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"signal:{signalId}:{at.ToUnixTimeMilliseconds()}");
}
