using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Notify;

namespace Werkstrom.Condition.Notices;

/// <summary>
/// Hands notices over to the outbox when their time has come. What goes out together gets its key first, then is queued under that key,
/// then counts as sent: a crash in between queues it again under the same key, which the outbox knows.
/// </summary>
sealed class NoticeSend(IDbContextFactory<ConditionDb> dbs, NoticeTexts texts, INotify notify, TimeProvider time)
{
    const int Most = 500;
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Sends all that is due once.</summary>
    /// <returns>How many messages went out.</returns>
    public async Task<int> SendDueAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var now = time.GetUtcNow();
        var sent = await FinishAsync(db, now, stop);
        var due = await db.Set<Notice>().Where(n => (n.State == NoticeState.Waiting || n.State == NoticeState.Held) && n.Due <= now)
            .OrderBy(n => n.Due).ThenBy(n => n.Id).Take(Most).ToListAsync(stop);
        if (due.Count == 0)
            return sent;
        var receivers = await db.Set<NoticeReceiver>().AsNoTracking().ToDictionaryAsync(r => r.Id, stop);
        var rules = (await db.Set<NoticeRule>().AsNoTracking().Where(r => r.IsOn).Select(r => r.Id).ToListAsync(stop)).ToHashSet();
        foreach (var group in due.GroupBy(n => n.ReceiverId))
            await AssignAsync(db, [.. group], receivers.GetValueOrDefault(group.Key), rules, now, stop);
        await db.SaveChangesAsync(stop);
        return sent + await FinishAsync(db, now, stop);
    }

    async Task AssignAsync(ConditionDb db, List<Notice> due, NoticeReceiver? receiver, HashSet<int> rules, DateTimeOffset now, CancellationToken stop)
    {
        List<Notice> ready = [];
        var quiet = receiver is null ? null : QuietHours.Read(receiver.Quiet, receiver.Zone)?.EndAfter(now);
        foreach (var notice in due)
        {
            if (receiver is not { IsOn: true } || !rules.Contains(notice.RuleId) || !await texts.IsNeededAsync(notice, stop))
                notice.State = NoticeState.Dropped;
            else if (quiet is { } end && !(notice.IsAct && receiver.ActBreaks))
                (notice.State, notice.Due) = (NoticeState.Held, end);
            else
                ready.Add(notice);
        }

        if (ready.Count > 0)
            await BundleAsync(db, ready, receiver!, now, stop);
    }

    static async Task BundleAsync(ConditionDb db, List<Notice> ready, NoticeReceiver receiver, DateTimeOffset now, CancellationToken stop)
    {
        var since = now - Hour;
        var past = await db.Set<Notice>().AsNoTracking().Where(n => n.ReceiverId == receiver.Id && n.SentAt > since && n.MessageKey != null)
            .Select(n => new { n.MessageKey, n.SentAt }).ToListAsync(stop);
        var left = receiver.PerHour - past.Select(n => n.MessageKey).Distinct().Count();
        if (left <= 0)
        {
            var free = past.Min(n => n.SentAt)!.Value + Hour;
            ready.ForEach(n => (n.State, n.Due) = (NoticeState.Held, free));
            return;
        }

        // what waited comes as one message; of what is new all that fits, and the last one that fits takes the rest along
        List<Notice> waited = [.. ready.Where(n => n.State == NoticeState.Held)];
        List<Notice> fresh = [.. ready.Where(n => n.State != NoticeState.Held)];
        var singles = waited.Count > 0 ? left - 1 : left;
        List<List<Notice>> bundles = fresh.Count <= singles ? [waited, .. fresh.Select(n => new List<Notice> { n })]
            : waited.Count > 0 ? [[.. waited, .. fresh.Skip(singles)], .. fresh.Take(singles).Select(n => new List<Notice> { n })]
            : [.. fresh.Take(left - 1).Select(n => new List<Notice> { n }), [.. fresh.Skip(left - 1)]];
        foreach (var bundle in bundles.Where(b => b.Count > 0))
        {
            var key = bundle.Count == 1 ? $"notice:{bundle[0].Key}" : string.Create(CultureInfo.InvariantCulture, $"notices:{receiver.Id}:{bundle.Min(n => n.Id)}-{bundle.Max(n => n.Id)}:{bundle.Count}");
            bundle.ForEach(n => (n.State, n.MessageKey, n.SentAt) = (NoticeState.Sending, key, now));
        }
    }

    async Task<int> FinishAsync(ConditionDb db, DateTimeOffset now, CancellationToken stop)
    {
        var sending = await db.Set<Notice>().Where(n => n.State == NoticeState.Sending).OrderBy(n => n.Id).ToListAsync(stop);
        if (sending.Count == 0)
            return 0;
        var receivers = await db.Set<NoticeReceiver>().AsNoTracking().ToDictionaryAsync(r => r.Id, stop);
        var count = 0;
        foreach (var bundle in sending.GroupBy(n => n.MessageKey!))
        {
            List<Notice> notices = [.. bundle];
            var message = receivers.TryGetValue(notices[0].ReceiverId, out var receiver) ? await texts.MessageAsync(receiver, notices, bundle.Key, stop) : null;
            if (message is not null)
                await notify.SendAsync(message, stop);
            notices.ForEach(n => (n.State, n.SentAt) = (message is null ? NoticeState.Dropped : NoticeState.Sent, n.SentAt ?? now));
            await db.SaveChangesAsync(CancellationToken.None); // it is queued: whoever stops now need not queue it again
            count += message is null ? 0 : 1;
        }

        return count;
    }
}
