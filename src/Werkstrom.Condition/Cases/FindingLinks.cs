using Microsoft.EntityFrameworkCore;
using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Cases;

/// <summary>What cases write on findings: to which one they belong, when they were over, what a person said.</summary>
sealed class FindingLinks(IDbContextFactory<ConditionDb> dbs)
{
    const int AtOnce = 500; // parameters of one statement

    /// <summary>Findings that are in no case, of which nobody said anything, and that are new enough or last, by number.</summary>
    /// <param name="since">Those noticed from then on.</param>
    /// <param name="lasting">Those that are not over and were noticed from then on.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<List<Finding>> LooseAsync(DateTimeOffset since, DateTimeOffset lasting, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Finding>().AsNoTracking()
            .Where(f => f.CaseId == null && f.WasReal == null && (f.At >= since || (f.EndedAt == null && f.At >= lasting)))
            .OrderBy(f => f.Id).ToListAsync(stop);
    }

    /// <summary>The findings of cases, oldest first.</summary>
    public async Task<List<Finding>> OfAsync(IReadOnlyCollection<long> cases, CancellationToken stop)
    {
        List<Finding> found = [];
        if (cases.Count == 0)
            return found;
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var some in cases.Chunk(AtOnce))
        {
            found.AddRange(await db.Set<Finding>().AsNoTracking()
                .Where(f => f.CaseId != null && some.Contains(f.CaseId.Value)).OrderBy(f => f.Since).ThenBy(f => f.Id).ToListAsync(stop));
        }

        return found;
    }

    /// <summary>Puts findings into a case: all of them or none.</summary>
    public async Task LinkAsync(IReadOnlyList<Finding> findings, long caseId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        foreach (var some in findings.Select(f => f.Id).Chunk(AtOnce))
            await db.Set<Finding>().Where(f => some.Contains(f.Id)).ExecuteUpdateAsync(f => f.SetProperty(x => x.CaseId, caseId), stop);
        await transaction.CommitAsync(CancellationToken.None);
        foreach (var finding in findings)
            finding.CaseId = caseId;
    }

    /// <summary>Notes when a finding was over.</summary>
    public async Task EndAsync(Finding finding, DateTimeOffset at, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await db.Set<Finding>().Where(f => f.Id == finding.Id && f.EndedAt == null).ExecuteUpdateAsync(f => f.SetProperty(x => x.EndedAt, at), stop);
        finding.EndedAt = at;
    }

    /// <summary>Reads anew how findings are, and when they were over, whose makers say so themselves.</summary>
    public async Task RenewAsync(IReadOnlyCollection<Finding> findings, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var some in findings.Chunk(AtOnce))
        {
            long[] ids = [.. some.Select(f => f.Id)];
            var fresh = await db.Set<Finding>().AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, stop);
            foreach (var finding in some.Where(f => fresh.ContainsKey(f.Id)))
                finding.Renew(fresh[finding.Id]);
        }
    }

    /// <summary>Notes what a person said of the findings of a case; null: nothing any more.</summary>
    public async Task JudgeAsync(long caseId, bool? real, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await db.Set<Finding>().Where(f => f.CaseId == caseId).ExecuteUpdateAsync(f => f.SetProperty(x => x.WasReal, real), stop);
    }
}
