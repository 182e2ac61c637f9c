using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Life;

/// <summary>The ends of lives that are known: records of failures, work orders that replaced a part, and what people confirmed of what signals show.</summary>
sealed class LifeEnds(RecordQueries records, IDbContextFactory<ConditionDb> dbs)
{
    const int Most = 50_000;
    static readonly TimeSpan Same = TimeSpan.FromHours(36); // a failure and the order that mended it

    /// <summary>All that was known at an instant, oldest first; what people left out is not among them.</summary>
    public async Task<IReadOnlyList<LifeEnd>> AllAsync(DateTimeOffset now, CancellationToken stop) =>
        [.. (await CandidatesAsync(null, now, stop)).Where(e => e.Verdict != LifeVerdict.No)];

    /// <summary>All candidates, those that were left out too.</summary>
    /// <param name="assetId">Null for all assets.</param>
    /// <param name="now">What came later is not known.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<IReadOnlyList<LifeEnd>> CandidatesAsync(int? assetId, DateTimeOffset now, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var said = await db.Set<LifeWord>().AsNoTracking().ToListAsync(stop);
        var words = said.ToDictionary(w => w.Source);
        var shifts = await db.Set<LifeSetting>().AsNoTracking().Where(s => s.ShiftMinutes != 0).ToDictionaryAsync(s => s.AssetId, s => TimeSpan.FromMinutes(s.ShiftMinutes), stop);
        int[]? only = assetId is { } id ? [id] : null;
        var to = now.AddDays(1); // a zone that is put right may move one to before now
        var failures = (await records.ListAsync(new("failure", only, To: to, Limit: Most), stop)).Where(r => r.AssetId is not null)
            .Select(r => Moved(OfFailure(r), shifts)).Where(f => f.At <= now).ToArray();
        var orders = (await records.ListAsync(new("work-order", only, To: to, Fields: new Dictionary<string, string> { ["state"] = "done" }, Limit: Most), stop))
            .Where(r => r.AssetId is not null && Text(r, "part") is not null).Select(OfOrder)
            .Where(o => !failures.Any(f => f.AssetId == o.AssetId && f.Key == o.Key && (f.At - o.At).Duration() <= Same));
        var seen = said.Where(w => w.Source.StartsWith("signal:", StringComparison.Ordinal) && (assetId is null || w.AssetId == assetId))
            .Select(w => new LifeEnd(w.AssetId, w.Part, w.Part, w.At, w.At, true, w.Source, w.Verdict));
        return [.. failures.Concat(orders).Select(e => Judged(e, words)).Concat(seen).Where(e => e.At <= now).OrderBy(e => e.At)];
    }

    static LifeEnd Judged(LifeEnd end, Dictionary<string, LifeWord> words) => words.GetValueOrDefault(end.Source)?.Verdict is { } verdict
        ? end with { Verdict = verdict, Failed = verdict == LifeVerdict.Failed } : end;

    static LifeEnd Moved(LifeEnd end, Dictionary<int, TimeSpan> shifts) =>
        shifts.TryGetValue(end.AssetId, out var shift) ? end with { At = end.At + shift, Until = end.Until + shift } : end;

    static LifeEnd OfFailure(RecordRow row)
    {
        var (mode, part, kind) = (Text(row, "failure_mode"), Text(row, "part"), Text(row, "kind") ?? "");
        var until = row.Until ?? row.Values.GetValueOrDefault("ended_at") as DateTimeOffset? ?? row.At;
        return new(row.AssetId!.Value, mode ?? part ?? kind, part ?? kind, row.At, until < row.At ? row.At : until, true, Source(row), null);
    }

    static LifeEnd OfOrder(RecordRow row)
    {
        var part = Text(row, "part")!;
        var until = row.Values.GetValueOrDefault("ended_at") as DateTimeOffset? ?? row.Until ?? row.At;
        var at = row.Values.GetValueOrDefault("started_at") as DateTimeOffset? ?? until;
        return new(row.AssetId!.Value, Text(row, "failure_mode") ?? part, part, at, until < at ? at : until, false, Source(row), null);
    }

    static string Source(RecordRow row) => string.Create(CultureInfo.InvariantCulture, $"record:{row.Id}");

    static string? Text(RecordRow row, string field) => row.Values.GetValueOrDefault(field) is string { Length: > 0 } text ? text : null;
}
