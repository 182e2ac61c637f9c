using Microsoft.EntityFrameworkCore;
using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;
using Looks = Werkstrom.Learning.Watching.SignalKind;

namespace Werkstrom.Condition.Watching;

/// <summary>What is watched, for page and API.</summary>
sealed class WatchReport(
    WatchBook book, WatchQueue queue, SignalWatcher watcher, SignalCatalog catalog, AssetSettings settings, IDbContextFactory<ConditionDb> dbs, TimeProvider time)
{
    /// <summary>Findings are counted over so long.</summary>
    public static readonly TimeSpan Counted = TimeSpan.FromDays(30);

    /// <summary>How many signals were learned since the start, and how many still wait for it.</summary>
    public (int Done, int Waiting) Progress => queue.Progress;

    /// <summary>All signals that are to be watched, those with the most findings first.</summary>
    public async Task<IReadOnlyList<WatchedView>> ListAsync(CancellationToken stop)
    {
        var found = await FoundAsync(stop);
        var rows = book.Do(all => catalog.All.Where(watcher.IsWatched).Select(s => Of(s, all.GetValueOrDefault(s.Id), found)).ToList());
        return [.. rows.OrderByDescending(r => r.Findings).ThenBy(r => r.Path, StringComparer.Ordinal)];
    }

    WatchedView Of(Signal signal, WatchedSignal? watched, Dictionary<int, (int Count, DateTimeOffset Last)> found)
    {
        var (count, last) = found.GetValueOrDefault(signal.Id);
        return new(
            signal.Id, signal.Path, watched?.Kind, At(watched?.First), At(watched?.Last), watched?.Seen ?? 0, settings.Sensitivity(signal.AssetId),
            count, count == 0 ? null : last);
    }

    static DateTimeOffset? At(long? micros) => micros is { } at and not long.MinValue ? Micros.ToInstant(at) : null;

    async Task<Dictionary<int, (int Count, DateTimeOffset Last)>> FoundAsync(CancellationToken stop)
    {
        var since = time.GetUtcNow() - Counted;
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = await db.Set<Finding>().Where(f => f.At >= since && f.SignalId != null)
            .GroupBy(f => f.SignalId!.Value).Select(g => new { g.Key, Count = g.Count(), Last = g.Max(f => f.At) }).ToListAsync(stop);
        return rows.ToDictionary(r => r.Key, r => (r.Count, r.Last));
    }
}

/// <summary>A signal as it is watched.</summary>
/// <param name="SignalId">Number of the signal.</param>
/// <param name="Path">Path of the signal.</param>
/// <param name="Kind">As what it is watched; null while it is not learned yet.</param>
/// <param name="Since">The first sample that it was learned from, UTC.</param>
/// <param name="Until">The last sample that was looked at, UTC.</param>
/// <param name="Seen">How many samples, or means of minutes, it was learned from.</param>
/// <param name="Sensitivity">0 (hardly ever speaks) to 10 (at every trifle).</param>
/// <param name="Findings">Findings of the last 30 days.</param>
/// <param name="LastFinding">When the last of them was noticed, UTC.</param>
sealed record WatchedView(
    int SignalId, string Path, Looks? Kind, DateTimeOffset? Since, DateTimeOffset? Until, long Seen, double Sensitivity, int Findings, DateTimeOffset? LastFinding);
