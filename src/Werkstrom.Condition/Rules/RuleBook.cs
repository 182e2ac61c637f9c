using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Condition.Rules;

/// <summary>The rules, in memory and in the registry.</summary>
sealed class RuleBook(IDbContextFactory<ConditionDb> dbs) : IStartStep, IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);
    volatile IReadOnlyList<ConditionRule> _all = [];
    int _version;

    public int Order => 300;

    /// <summary>All rules, in the order of their numbers.</summary>
    public IReadOnlyList<ConditionRule> All => _all;

    /// <summary>Rises with every change.</summary>
    public int Version => Volatile.Read(ref _version);

    public ConditionRule? Find(long id) => _all.FirstOrDefault(r => r.Id == id);

    /// <summary>
    /// Keeps a rule: a new one when its number is 0, else in the place of the one with its number. One that is there already as it shall be,
    /// such as of a form that was sent twice, is left alone.
    /// </summary>
    /// <returns>As it is kept; null when there is no such rule any more.</returns>
    public async Task<ConditionRule?> SaveAsync(ConditionRule rule, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (_all.FirstOrDefault(r => (rule.Id == 0 || r.Id == rule.Id) && r == rule with { Id = r.Id, Version = r.Version }) is { } same)
                return same;
            await using var db = await dbs.CreateDbContextAsync(stop);
            var rules = db.Set<ConditionRule>();
            var before = rule.Id == 0 ? null : await rules.SingleOrDefaultAsync(r => r.Id == rule.Id, stop);
            if (rule.Id != 0 && before is null)
                return null;
            var kept = rule with { Id = before?.Id ?? (await rules.MaxAsync(r => (long?)r.Id, stop) ?? 0) + 1, Version = (before?.Version ?? 0) + 1 };
            if (before is null)
                rules.Add(kept);
            else
                db.Entry(before).CurrentValues.SetValues(kept);
            await db.SaveChangesAsync(stop);
            Publish([.. _all.Where(r => r.Id != kept.Id).Append(kept).OrderBy(r => r.Id)]);
            return kept;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Removes a rule; what it found stays.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> RemoveAsync(long id, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(stop);
            if (await db.Set<ConditionRule>().SingleOrDefaultAsync(r => r.Id == id, stop) is not { } rule)
                return false;
            db.Remove(rule);
            await db.SaveChangesAsync(stop);
            Publish([.. _all.Where(r => r.Id != id)]);
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task StartAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        Publish(await db.Set<ConditionRule>().AsNoTracking().OrderBy(r => r.Id).ToListAsync(stop));
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    void Publish(IReadOnlyList<ConditionRule> all)
    {
        _all = all;
        Interlocked.Increment(ref _version);
    }
}
