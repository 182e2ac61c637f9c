using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Sums of a switch.</summary>
/// <param name="States">How many contracts stand how.</param>
/// <param name="Codes">How many have which fault, the most frequent first.</param>
/// <param name="CentsBefore">What a year costs all of whom both costs are known, with the old tariffs, ct with VAT.</param>
/// <param name="CentsAfter">With the new one.</param>
/// <param name="Costed">Of how many both are known.</param>
/// <param name="Dearer">Who of them pays more.</param>
/// <param name="Letters">Who is told by letter: of the switch, and that it was taken back.</param>
sealed record SwitchSums(
    IReadOnlyDictionary<SwitchStep, int> States, IReadOnlyList<(string Code, int Count)> Codes, long CentsBefore, long CentsAfter, int Costed, int Dearer, int Letters)
{
    /// <summary>How many stand in a way.</summary>
    public int Of(SwitchStep step) => States.GetValueOrDefault(step);
}

/// <summary>What is known of switches.</summary>
sealed class SwitchBook(IDbContextFactory<EnergyDb> dbs)
{
    /// <summary>Switches, the newest first.</summary>
    public async Task<IReadOnlyList<SwitchRun>> ListAsync(int most, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<SwitchRun>().AsNoTracking().OrderByDescending(r => r.Id).Take(most).ToListAsync(stop);
    }

    /// <summary>One; null when there is none.</summary>
    public async Task<SwitchRun?> FindAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<SwitchRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop);
    }

    /// <summary>Its contracts, by number.</summary>
    /// <param name="id">Number of the switch.</param>
    /// <param name="step">Only those; null: all.</param>
    /// <param name="after">The last number of the page before; null: from the first on.</param>
    /// <param name="take">How many at most.</param>
    public async Task<IReadOnlyList<SwitchRow>> RowsAsync(long id, SwitchStep? step, string? after, int take, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = db.Set<SwitchRow>().AsNoTracking().Where(r => r.SwitchId == id);
        if (step is { } wanted)
            rows = rows.Where(r => r.State == wanted);
        if (!string.IsNullOrEmpty(after))
            rows = rows.Where(r => r.Contract.CompareTo(after) > 0);
        return await rows.OrderBy(r => r.Contract).Take(take).ToListAsync(stop);
    }

    /// <summary>Its sums.</summary>
    public async Task<SwitchSums> SumsAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = db.Set<SwitchRow>().AsNoTracking().Where(r => r.SwitchId == id);
        var states = await rows.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var costed = rows.Where(r => r.CentsBefore != null && r.CentsAfter != null);
        var faults = await rows.Where(r => r.State == SwitchStep.Excepted || r.State == SwitchStep.Failed).GroupBy(r => r.Faults).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop);
        var codes = faults.SelectMany(f => Bills.BillContent.Read<List<SwitchFault>>(f.Key).Select(c => (c.Code, f.Count))).GroupBy(c => c.Code).Select(g => (g.Key, g.Sum(c => c.Count)));
        return new(
            states, [.. codes.OrderByDescending(c => c.Item2).ThenBy(c => c.Key, StringComparer.Ordinal)],
            await costed.SumAsync(r => r.CentsBefore, stop) ?? 0, await costed.SumAsync(r => r.CentsAfter, stop) ?? 0, await costed.CountAsync(stop),
            await costed.CountAsync(r => r.CentsAfter > r.CentsBefore, stop), await rows.CountAsync(r => r.Told == "letter" && (r.State == SwitchStep.Kept || r.State == SwitchStep.Returned), stop));
    }

    /// <summary>The switch that made a contract or ends it, with its row, while it is done and still to come; null: there is none.</summary>
    /// <param name="contract">Number of the contract before or after.</param>
    /// <param name="now">The quarter-hour that runs.</param>
    public async Task<(SwitchRun Run, SwitchRow Row)?> ComingAsync(string contract, int now, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = await db.Set<SwitchRow>().AsNoTracking().Where(r => (r.Contract == contract || r.Next == contract) && r.State == SwitchStep.Kept).OrderByDescending(r => r.SwitchId).Take(5).ToListAsync(stop);
        foreach (var row in rows)
        {
            if (await db.Set<SwitchRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == row.SwitchId && r.FirstQuarter > now, stop) is { } run)
                return (run, row);
        }

        return null;
    }
}
