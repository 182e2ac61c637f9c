using Microsoft.EntityFrameworkCore;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Cooperation.Checks;

/// <summary>Checks and what they found, in the registry.</summary>
sealed class CheckBook(IDbContextFactory<CooperationDb> dbs, TimeProvider clock)
{
    /// <summary>The newest checks of a pilot, the newest first.</summary>
    public async Task<List<Check>> NewestAsync(int pilotId, int most, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Check>().AsNoTracking().Where(c => c.PilotId == pilotId).OrderByDescending(c => c.Id).Take(most).ToListAsync(stop);
    }

    /// <summary>One check of a pilot; null when there is none.</summary>
    public async Task<Check?> FindAsync(int pilotId, int id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Check>().AsNoTracking().SingleOrDefaultAsync(c => c.PilotId == pilotId && c.Id == id, stop);
    }

    /// <summary>What a check found, in its order.</summary>
    public async Task<List<Finding>> FindingsAsync(int checkId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Finding>().AsNoTracking().Where(f => f.CheckId == checkId).OrderBy(f => f.Id).ToListAsync(stop);
    }

    /// <summary>Keeps a new check.</summary>
    public async Task<Check> BeginAsync(int pilotId, Connection connection, int total, string who, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        Check check = new()
        {
            Id = (int)await db.TakeAsync("cooperation_check", 1, stop),
            PilotId = pilotId,
            Place = connection.Place,
            Fault = connection.Fault,
            StartedAt = clock.GetUtcNow(),
            StartedBy = who,
            Total = total,
        };
        db.Add(check);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return check;
    }

    /// <summary>Keeps what was found for a criterion, and how far the check is.</summary>
    public async Task AddAsync(Check check, Func<int, Finding> finding, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        db.Add(finding((int)await db.TakeAsync("cooperation_finding", 1, stop)));
        check.Done++;
        db.Update(check);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Ends a check.</summary>
    public async Task EndAsync(Check check, CheckState state, Feasible verdict, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        (check.State, check.Verdict, check.EndedAt) = (state, verdict, clock.GetUtcNow());
        db.Update(check);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Checks that a stop of the program left running are over.</summary>
    public async Task SweepAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var check in await db.Set<Check>().Where(c => c.State == CheckState.Running).ToListAsync(stop))
            (check.State, check.EndedAt) = (CheckState.Cancelled, clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
    }
}
