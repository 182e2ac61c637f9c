using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Werkstrom.Condition.Notices;

/// <summary>Removes notices that are long over, once a day, so that the table does not grow for ever.</summary>
sealed class NoticeTrim(IDbContextFactory<ConditionDb> dbs, IOptions<NoticeOptions> options, TimeProvider time)
{
    static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>Looks, when a day has passed since the last time.</summary>
    /// <returns>How many were removed.</returns>
    public async Task<int> TrimAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (now - _last < Daily)
            return 0;
        var before = now.AddDays(-options.Value.KeptDays);
        await using var db = await dbs.CreateDbContextAsync(stop);
        var newest = await db.Set<Notice>().MaxAsync(n => (long?)n.Id, stop); // numbers go on from it
        var removed = await db.Set<Notice>()
            .Where(n => n.Id != newest && n.MadeAt < before && (n.State == NoticeState.Sent || n.State == NoticeState.Dropped)).ExecuteDeleteAsync(stop);
        _last = now;
        return removed;
    }
}
