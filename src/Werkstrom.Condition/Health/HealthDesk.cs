using Microsoft.Extensions.Options;
using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;

namespace Werkstrom.Condition.Health;

/// <summary>
/// Learns and judges the health of assets: the one place where entries change. One thing at a time: what a person says waits for the minute that is judged.
/// </summary>
sealed class HealthDesk(
    HealthBook book, HealthFile file, HealthReader reader, HealthWriter writer, FindingBook findings, FailureBook failures, AssetSettings settings,
    IOptions<ConditionOptions> options, TimeProvider time) : IDisposable
{
    readonly Dictionary<int, HealthEntry> _entries = [];
    readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Does something with the entries while nobody else does.</summary>
    public async Task<T> DoAsync<T>(Func<Dictionary<int, HealthEntry>, Task<T>> what, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            return await what(_entries);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Reads what was saved.</summary>
    public async Task LoadAsync(CancellationToken stop)
    {
        foreach (var entry in file.Load())
        {
            _entries[entry.AssetId] = entry;
            book.Show(entry, entry.Lesson is null ? null : (await writer.SignalAsync(entry.AssetId, stop))?.Id);
        }
    }

    /// <summary>How many times the limit counts at a sensitivity: 1 at 3, half at 8.</summary>
    public static double Easing(double sensitivity) => Math.Pow(2, (3 - sensitivity) / 5);

    /// <summary>Learns an asset for the first time: walks through what is stored of it, writes the index of that time and tells what would have been found.</summary>
    public async Task LearnPastAsync(HealthEntry entry, CancellationToken stop)
    {
        entry.Easing = Easing(settings.Sensitivity(entry.AssetId));
        (entry.LearnedAt, entry.LearnedTo) = (time.GetUtcNow(), reader.Last(entry.Signals));
        if (await HistoryAsync(entry, stop) is not { } rows)
        {
            entry.Gap = new("none");
            return;
        }

        var spans = await SpansAsync(entry.AssetId, null, stop);
        HealthWalk walk = new(entry, rows, spans, options.Value.HistoryDays);
        await Task.Run(() => walk.Run(time.GetUtcNow(), stop), stop);
        entry.LearnedAt = time.GetUtcNow();
        if (entry.Lesson is not { } lesson)
        {
            entry.JudgedTo = null; // from the start again when there is more
            return;
        }

        entry.Drifts = DriftMeasure.Of(entry.Signals, lesson, rows, spans);
        if (await writer.SignalAsync(entry.AssetId, stop) is { } signal)
            await writer.WriteAsync(walk.Index.Select(i => (signal.Id, i.At, i.Index)), stop);
        await findings.AddAsync(walk.Findings, stop);
        if (walk.Findings is [.., { EndedAt: null } lasting])
            entry.Alarmed((await AlarmAsync(lasting, stop)) with { Worst = lasting.Worst, Parts = entry.Alarm?.Parts ?? [] });
    }

    /// <summary>Learns an asset anew from what is stored now; how it stands goes on.</summary>
    /// <param name="entry">The asset.</param>
    /// <param name="said">A finding with a person's word that is not kept yet; null for none.</param>
    /// <param name="stop">Ends it.</param>
    public async Task LearnAgainAsync(HealthEntry entry, SaidOfFinding? said, CancellationToken stop)
    {
        entry.Easing = Easing(settings.Sensitivity(entry.AssetId));
        (entry.LearnedAt, entry.LearnedTo) = (time.GetUtcNow(), reader.Last(entry.Signals));
        if (await HistoryAsync(entry, stop) is not { } rows)
            return;
        var spans = await SpansAsync(entry.AssetId, said, stop);
        var (lesson, gap) = await Task.Run(() => HealthLearner.Learn(entry.Signals, rows, rows.Count, options.Value.HistoryDays, spans), stop);
        if (lesson is null)
        {
            entry.Gap = entry.Lesson is null ? gap : null; // what was learned before goes on
            return;
        }

        entry.Take(lesson, rows, rows.Count, entry.QuietUntil);
        entry.Drifts = DriftMeasure.Of(entry.Signals, lesson, rows, spans);
    }

    /// <summary>Judges one minute of an asset.</summary>
    /// <returns>The index; null where nothing can be said.</returns>
    public async Task<double?> JudgeAsync(HealthEntry entry, DateTimeOffset at, double[] row, double state, CancellationToken stop)
    {
        entry.JudgedTo = at;
        if (entry.Lesson is null || !Array.Exists(row, double.IsFinite) || entry.Judge(at, row, double.IsFinite(state) ? state : entry.State) is not { } reading)
            return null;
        if (reading.Alarm && entry.Alarm is null)
        {
            var finding = entry.Begin(at, time.GetUtcNow() - at > TimeSpan.FromDays(1));
            await findings.AddAsync([finding], stop);
            entry.Alarmed(await AlarmAsync(finding, stop));
        }
        else if (!reading.Alarm)
        {
            await EndAsync(entry, at, stop);
        }

        entry.Follow();
        return reading.Index;
    }

    /// <summary>Writes on the finding that lasts how it is now.</summary>
    public async Task FollowAsync(HealthEntry entry, CancellationToken stop)
    {
        if (entry.Alarm is { } alarm)
            await findings.ChangeAsync([alarm.FindingId], f => entry.Tell(f, alarm, isOver: false), stop);
    }

    /// <summary>An asset was repaired: how it stood is over, and it is run in.</summary>
    public async Task RepairedAsync(HealthEntry entry, DateTimeOffset until, CancellationToken stop)
    {
        await EndAsync(entry, until, stop);
        entry.Fresh(until + HealthSpans.RunIn);
    }

    /// <summary>Shows and saves an entry.</summary>
    public async Task KeepAsync(HealthEntry entry, CancellationToken stop)
    {
        var signal = entry.Lesson is null ? null : await writer.SignalAsync(entry.AssetId, stop);
        book.Show(entry, signal?.Id);
        file.TrySave(entry);
    }

    /// <summary>Forgets an asset that is gone.</summary>
    public void Forget(int assetId)
    {
        _entries.Remove(assetId);
        book.Forget(assetId);
        file.Forget(assetId);
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    /// <summary>What is known of times in which it was not well.</summary>
    async Task<HealthSpans> SpansAsync(int assetId, SaidOfFinding? said, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var known = await failures.ListAsync(assetId, null, null, stop);
        var found = await findings.ListAsync([assetId], DateTimeOffset.UnixEpoch, now.AddDays(1), 5_000, stop);
        foreach (var finding in found.Where(f => said?.Concerns(f) == true))
            finding.WasReal = said!.Real;
        return new(known, found);
    }

    // after a crash the same finding is told again and kept once: then it is looked up
    async Task<HealthAlarm> AlarmAsync(Finding finding, CancellationToken stop)
    {
        var id = finding.Id != 0 ? finding.Id
            : (await findings.ListAsync([finding.AssetId], finding.At, finding.At.AddMilliseconds(1), 10, stop)).First(f => f.Kind == FindingKind.Health).Id;
        return new(finding.At, id);
    }

    async Task EndAsync(HealthEntry entry, DateTimeOffset at, CancellationToken stop)
    {
        if (entry.Alarm is not { } alarm)
            return;
        await findings.ChangeAsync([alarm.FindingId], f =>
        {
            entry.Tell(f, alarm, isOver: true);
            f.EndedAt = at;
        }, stop);
        entry.Alarmed(null);
    }

    async Task<HealthRows?> HistoryAsync(HealthEntry entry, CancellationToken stop)
    {
        if (reader.Last(entry.Signals) is not { } last)
            return null;
        var now = time.GetUtcNow() - HealthWorker.Lag;
        var to = Floor(last.AddMinutes(1) < now ? last.AddMinutes(1) : now);
        return await reader.ReadAsync(entry.Signals, to.AddDays(-options.Value.HistoryDays), to, stop);
    }

    public static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}

/// <summary>A person's word on a finding; it holds for all of its kind in the same case.</summary>
sealed record SaidOfFinding(Finding Finding, bool Real)
{
    public bool Concerns(Finding other) =>
        other.Id == Finding.Id || (other.CaseId is { } one && one == Finding.CaseId && other.Kind == Finding.Kind && other.AssetId == Finding.AssetId);
}
