using Microsoft.EntityFrameworkCore;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Work;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Notices;

/// <summary>
/// Looks which records changed and keeps who is to be told, together with how far it looked: what was planned is planned once, and what
/// was not is found again after a crash.
/// </summary>
sealed class NoticeLook(IDbContextFactory<ConditionDb> dbs, NoticePlan plan, RecordQueries records, TimeProvider time)
{
    const int Mark = 1;

    // a record may become readable a moment after the time that it was written at; keys keep what is seen twice from being told twice
    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    long _last = -1;

    /// <summary>Looks once.</summary>
    /// <returns>How many notices are new.</returns>
    public async Task<int> LookAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(stop);
        var mark = await db.Set<NoticeMark>().FindAsync([Mark], stop);
        if (mark is null)
            db.Add(mark = new() { Id = Mark, Changed = now }); // what was before notices existed is not told
        List<RecordRow> changed = [];
        foreach (var type in new[] { CaseRecord.Type, WorkOrder.Type })
            changed.AddRange(await records.ListAsync(new(type, ChangedFrom: mark.Changed - Overlap), stop));
        var made = changed.Count == 0 ? 0 : await PlanAsync(db, changed, now, stop);
        if (made > 0 || changed.Count > 0 || now - mark.Changed > Overlap)
            mark.Changed = now;
        await db.SaveChangesAsync(stop);
        return made;
    }

    async Task<int> PlanAsync(ConditionDb db, List<RecordRow> changed, DateTimeOffset now, CancellationToken stop)
    {
        var rules = await db.Set<NoticeRule>().AsNoTracking().Where(r => r.IsOn).ToListAsync(stop);
        if (rules.Count == 0)
            return 0;
        var receivers = await db.Set<NoticeReceiver>().AsNoTracking().ToDictionaryAsync(r => r.Id, stop);
        var ids = changed.ConvertAll(row => row.Id);
        var known = await db.Set<Notice>().AsNoTracking().Where(n => ids.Contains(n.RecordId)).ToListAsync(stop);
        var keys = known.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        var told = known.Where(n => n.State is NoticeState.Sending or NoticeState.Sent).ToLookup(n => n.RecordId, n => n.ReceiverId);
        var watching = known.Where(n => n is { IsAct: false, Occasion: NoticeOccasion.NewCase or NoticeOccasion.Unacknowledged, State: NoticeState.Sending or NoticeState.Sent })
            .ToLookup(n => n.RecordId, n => n.ReceiverId);
        if (_last < 0)
            _last = await db.Set<Notice>().MaxAsync(n => (long?)n.Id, stop) ?? 0;
        var made = 0;
        foreach (var notice in changed.SelectMany(row => plan.Of(row, rules, receivers, told[row.Id].ToHashSet(), watching[row.Id].ToHashSet(), now)).Where(n => keys.Add(n.Key)))
        {
            notice.Id = ++_last;
            db.Add(notice);
            made++;
        }

        return made;
    }
}
