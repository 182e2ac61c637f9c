using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Condition.Notices;

/// <summary>Receivers and rules in the registry; few, hence read whole. Every change is audited by its row.</summary>
sealed class NoticeBook(IDbContextFactory<ConditionDb> dbs) : IDisposable
{
    /// <summary>Most receivers, and most rules.</summary>
    public const int Most = 200;

    readonly SemaphoreSlim _one = new(1, 1);

    public async Task<List<NoticeReceiver>> ReceiversAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<NoticeReceiver>().AsNoTracking().OrderBy(r => r.Name).ThenBy(r => r.Id).ToListAsync(stop);
    }

    public async Task<List<NoticeRule>> RulesAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<NoticeRule>().AsNoTracking().OrderBy(r => r.Id).ToListAsync(stop);
    }

    /// <summary>The last notices, newest first.</summary>
    public async Task<List<Notice>> NoticesAsync(int limit, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Notice>().AsNoTracking().OrderByDescending(n => n.Id).Take(limit).ToListAsync(stop);
    }

    /// <summary>Changes a receiver, or adds one for the number 0.</summary>
    /// <param name="id">Its number, or 0.</param>
    /// <param name="make">Makes a new one of a number.</param>
    /// <param name="change">What it shall be.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null when there is none of this number, or there are too many.</returns>
    public Task<NoticeReceiver?> SaveAsync(int id, Func<int, NoticeReceiver> make, Action<NoticeReceiver> change, CancellationToken stop) =>
        SaveAsync(id, r => r.Id, make, change, stop);

    /// <summary>Changes a rule, or adds one for the number 0.</summary>
    public Task<NoticeRule?> SaveRuleAsync(int id, Action<NoticeRule> change, CancellationToken stop) =>
        SaveAsync(id, r => r.Id, number => new NoticeRule { Id = number }, change, stop);

    /// <summary>Removes a receiver; rules go on without it.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> RemoveReceiverAsync(int id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<NoticeReceiver>().FindAsync([id], stop) is not { } receiver)
            return false;
        foreach (var rule in await db.Set<NoticeRule>().ToListAsync(stop))
            rule.Steps = NoticeStep.Write(NoticeStep.Read(rule.Steps).Where(step => step.ReceiverId != id));
        db.Remove(receiver);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Removes a rule; what it planned is dropped when its time comes.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> RemoveRuleAsync(int id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<NoticeRule>().FindAsync([id], stop) is not { } rule)
            return false;
        db.Remove(rule);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    async Task<T?> SaveAsync<T>(int id, System.Linq.Expressions.Expression<Func<T, int>> number, Func<int, T> make, Action<T> change, CancellationToken stop)
        where T : class
    {
        await _one.WaitAsync(stop);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(stop);
            var rows = db.Set<T>();
            var row = id > 0 ? await rows.FindAsync([id], stop) : null;
            if (row is null && (id > 0 || await rows.CountAsync(stop) >= Most))
                return null;
            if (row is null)
                db.Add(row = make((await rows.Select(number).OrderByDescending(n => n).FirstOrDefaultAsync(stop)) + 1));
            change(row);
            await db.SaveChangesAsync(stop);
            return row;
        }
        finally
        {
            _one.Release();
        }
    }
}
