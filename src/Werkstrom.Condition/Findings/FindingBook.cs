using Microsoft.EntityFrameworkCore;
using Werkstrom.Condition.Plant;

namespace Werkstrom.Condition.Findings;

/// <summary>Who is told of new findings, in order, after they are on disk.</summary>
interface IFindingTaker
{
    /// <summary>Takes findings of one look; live ones and such from the past.</summary>
    Task TakeAsync(IReadOnlyList<Finding> found, CancellationToken stop);
}

/// <summary>Keeps what was found. The same finding told twice, as after a crash, is kept once.</summary>
sealed class FindingBook(IDbContextFactory<ConditionDb> dbs, IEnumerable<IFindingTaker> takers, Machines machines) : IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);
    long _last = -1;

    // a signal that is learned again sees means of minutes where it saw samples: the same is noticed a little earlier or later
    static readonly TimeSpan Near = TimeSpan.FromHours(1);

    /// <summary>Keeps findings that are not known yet and tells who takes them.</summary>
    /// <returns>Those that are new.</returns>
    public Task<IReadOnlyList<Finding>> AddAsync(IReadOnlyList<Finding> found, CancellationToken stop) => AddAsync(found, TimeSpan.Zero, stop);

    /// <summary>The same for what was found when signals were learned from the past: what was told of a signal within an hour is told already.</summary>
    public Task<IReadOnlyList<Finding>> AddPastAsync(IReadOnlyList<Finding> found, CancellationToken stop) => AddAsync(found, Near, stop);

    async Task<IReadOnlyList<Finding>> AddAsync(IReadOnlyList<Finding> found, TimeSpan near, CancellationToken stop)
    {
        var added = await KeepAsync(found, near, stop);
        if (added.Count > 0)
        {
            foreach (var taker in takers)
                await taker.TakeAsync(added, stop);
        }

        return added;
    }

    /// <summary>Findings of assets, newest first.</summary>
    /// <param name="assetIds">Null for all.</param>
    public async Task<List<Finding>> ListAsync(
        IReadOnlyCollection<int>? assetIds, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var all = db.Set<Finding>().AsNoTracking().Where(f => f.At >= from && f.At < to);
        if (assetIds is not null)
            all = all.Where(f => assetIds.Contains(f.AssetId));
        return await all.OrderByDescending(f => f.At).ThenByDescending(f => f.Id).Take(limit).ToListAsync(stop);
    }

    /// <summary>The findings of a case, oldest first.</summary>
    public async Task<List<Finding>> OfCaseAsync(long caseId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Finding>().AsNoTracking().Where(f => f.CaseId == caseId).OrderBy(f => f.At).ThenBy(f => f.Id).ToListAsync(stop);
    }

    /// <summary>Changes findings by their numbers.</summary>
    public async Task ChangeAsync(IReadOnlyCollection<long> ids, Action<Finding> change, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var finding in await db.Set<Finding>().Where(f => ids.Contains(f.Id)).ToListAsync(stop))
            change(finding);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    async Task<IReadOnlyList<Finding>> KeepAsync(IReadOnlyList<Finding> found, TimeSpan near, CancellationToken stop)
    {
        if (found.Count == 0)
            return [];
        await _one.WaitAsync(stop);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(stop);
            var findings = db.Set<Finding>();
            if (_last < 0)
                _last = await findings.MaxAsync(f => (long?)f.Id, stop) ?? 0;
            var (first, end) = (found.Min(f => f.At) - near, found.Max(f => f.At) + near);
            var before = await findings.AsNoTracking().Where(f => f.At >= first && f.At <= end).ToListAsync(stop);
            var told = before.ToLookup(Subject);
            var known = before.Select(Key).ToHashSet();
            List<Finding> added = [.. found.Where(f => !told[Subject(f)].Any(t => (t.At - f.At).Duration() < near) && known.Add(Key(f)))];
            foreach (var finding in added)
                (finding.Id, finding.Among) = (++_last, finding.SignalId is null || finding.Kind > FindingKind.LongState ? null : machines.Signals(finding.AssetId));
            findings.AddRange(added);
            await db.SaveChangesAsync(stop);
            return added;
        }
        finally
        {
            _one.Release();
        }
    }

    // how far values are off is measured in five ways, and which of them speaks first may differ, too
    static (int, int?, FindingKind, long?) Subject(Finding f) => (f.AssetId, f.SignalId, f.Kind <= FindingKind.Shape ? FindingKind.Peak : f.Kind, f.RuleId);

    static (int, int?, FindingKind, long?, long) Key(Finding f) => (f.AssetId, f.SignalId, f.Kind, f.RuleId, f.At.ToUnixTimeMilliseconds());
}
