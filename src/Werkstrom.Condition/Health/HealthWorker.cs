using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Condition.Health;

/// <summary>Learns assets in the background, one at a time, and judges each minute of all of them with one question to the Store.</summary>
sealed class HealthWorker(
    HealthDesk desk, HealthBook book, HealthRoster roster, HealthReader reader, HealthWriter writer, DriftDesk drift, FailureBook failures, PlantData plant,
    AssetCatalog assets, IAssetState states, TimeProvider time, ILogger<HealthWorker> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(10), Together = TimeSpan.FromHours(2), Retry = TimeSpan.FromMinutes(5), Daily = TimeSpan.FromDays(1);

    readonly HashSet<long> _repairs = [];
    DateTimeOffset _saved, _asked;

    /// <summary>A minute is judged so long after it was over, so that its samples are there.</summary>
    public static TimeSpan Lag { get; } = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), time, stop); // pages first
        await desk.LoadAsync(stop);
        _saved = time.GetUtcNow();
        using PeriodicTimer timer = new(Every, time);
        try
        {
            do
            {
                try
                {
                    // what a person says waits for one asset at most
                    while (await desk.DoAsync(LookAsync, stop))
                        stop.ThrowIfCancellationRequested();
                }
                catch (Exception e) when (IsPassing(e) && !stop.IsCancellationRequested)
                {
                    log.HealthFailed(e);
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        finally
        {
            await desk.DoAsync(entries => SaveAsync(entries, CancellationToken.None), CancellationToken.None);
        }

        async Task<bool> LookAsync(Dictionary<int, HealthEntry> entries)
        {
            await this.LookAsync(entries, stop);
            return await LearnAsync(entries, stop);
        }
    }

    static bool IsPassing(Exception e) =>
        e is DbException or DbUpdateException or IOException or InvalidOperationException or StoreBusyException or StoreFullException or TimeoutException or ArgumentException;

    async Task LookAsync(Dictionary<int, HealthEntry> entries, CancellationToken stop)
    {
        roster.Sync(entries, entry => book.Show(entry, null), desk.Forget);
        await JudgeAsync(entries, stop);
        await RepairsAsync(entries, stop);
        if (time.GetUtcNow() - _saved < TimeSpan.FromHours(1))
            return;
        await SaveAsync(entries, stop);
    }

    async Task<bool> SaveAsync(Dictionary<int, HealthEntry> entries, CancellationToken stop)
    {
        _saved = time.GetUtcNow();
        foreach (var entry in entries.Values)
            await desk.KeepAsync(entry, stop);
        return true;
    }

    /// <summary>Learns one asset: first those that nothing is known of, of these what failed most, then one that was learned a day ago.</summary>
    /// <returns>Whether there is another one that nothing is known of.</returns>
    async Task<bool> LearnAsync(Dictionary<int, HealthEntry> entries, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var first = entries.Values.Where(e => e.Lesson is null && IsWorthwhile(e, now)).ToList();
        if (first.Count == 0)
            book.Progress = new(0, 0, null);
        var due = first.Count > 0 ? MostFailed(first, (await failures.ListAsync(null, null, null, stop)).Select(f => f.AssetId)) : entries.Values.FirstOrDefault(e => e.Lesson is not null && now - e.LearnedAt >= Daily && now - e.JudgedTo < Daily);
        if (due is null)
            return false;
        if (due.Lesson is null)
            book.Progress = new(entries.Count - first.Count, entries.Count, due.AssetId);
        try
        {
            // one that was judged before has other signals now: its past was told
            await (due.JudgedTo is null ? desk.LearnPastAsync(due, stop) : desk.LearnAgainAsync(due, null, stop));
        }
        finally
        {
            if (first.Count <= 1)
                book.Progress = new(0, 0, null);
        }

        await desk.KeepAsync(due, stop);
        Tell(due);
        if (first.Count <= 1)
            await drift.LookAsync(entries.Values, stop);
        return first.Count > 1;
    }

    /// <summary>Who starts for the first time looks for the machine that gives trouble: the one of most failures, of equal ones the first.</summary>
    /// <param name="among">One at least.</param>
    /// <param name="failures">The asset of each failure.</param>
    internal static HealthEntry MostFailed(IEnumerable<HealthEntry> among, IEnumerable<int> failures)
    {
        var failed = failures.CountBy(asset => asset).ToDictionary();
        return among.MaxBy(e => failed.GetValueOrDefault(e.AssetId))!;
    }

    // where it was too little, again an hour later, or when a lot came at once
    bool IsWorthwhile(HealthEntry entry, DateTimeOffset now) => reader.Last(entry.Signals) is { } last
        && (entry.LearnedAt is not { } at || now - at > TimeSpan.FromHours(1) || last - entry.LearnedTo > TimeSpan.FromHours(12));

    async Task RepairsAsync(Dictionary<int, HealthEntry> entries, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (now - _asked < Retry)
            return;
        _asked = now;
        foreach (var failure in await failures.ListAsync(null, now.AddDays(-3), null, stop))
        {
            if (failure.Until is not { } until || until > now || !entries.TryGetValue(failure.AssetId, out var entry) || entry.Lesson is null
                || until <= entry.LearnedAt || !_repairs.Add(failure.RecordId))
            {
                continue;
            }

            await desk.RepairedAsync(entry, until, stop);
            await desk.LearnAgainAsync(entry, null, stop);
            await desk.KeepAsync(entry, stop);
        }
    }

    async Task JudgeAsync(Dictionary<int, HealthEntry> entries, CancellationToken stop)
    {
        var to = HealthDesk.Floor(time.GetUtcNow() - Lag);
        List<HealthEntry> due = [.. entries.Values.Where(e => e.Lesson is not null && e.JudgedTo < to)];
        foreach (var late in due.Where(e => to - e.JudgedTo > Together && reader.Last(e.Signals) > e.JudgedTo).ToList())
            await CatchUpAsync(late, to, stop);
        due.RemoveAll(e => to - e.JudgedTo > Together);
        if (due.Count == 0)
            return;
        var from = due.Min(e => e.JudgedTo!.Value);
        var columns = due.SelectMany(e => reader.Columns(e.Signals)).DistinctBy(s => s.Id).ToArray();
        var place = columns.Index().ToDictionary(c => c.Item.Id, c => c.Index);
        var grid = await plant.ReadAsync(columns, new(from, to), HealthRows.Minute, stop);
        List<(int, DateTimeOffset, double)> points = [];
        foreach (var entry in due)
        {
            var since = entry.JudgedTo;
            for (var i = 0; i < grid.Rows.Length; i++)
            {
                if (grid.At(i) >= since)
                    await PointAsync(entry, grid.At(i) + HealthRows.Minute, Row(entry.Signals.Sensors, grid.Rows[i], place), State(entry, grid.Rows[i], place), points, stop);
            }

            await desk.FollowAsync(entry, stop);
            book.Show(entry, null);
            Tell(entry);
        }

        await writer.WriteAsync(points, stop);
    }

    // what came while Werkstrom did not run, or was imported, an asset for itself
    async Task CatchUpAsync(HealthEntry entry, DateTimeOffset to, CancellationToken stop)
    {
        var last = HealthDesk.Floor(reader.Last(entry.Signals)!.Value.AddMinutes(1));
        if (await reader.ReadAsync(entry.Signals, entry.JudgedTo!.Value, last < to ? last : to, stop) is not { } rows)
            return;
        List<(int, DateTimeOffset, double)> points = [];
        for (var i = 0; i < rows.Count; i++)
            await PointAsync(entry, rows.EndOf(i), rows.Values[i], rows.States[i], points, stop);
        await writer.WriteAsync(points, stop);
        await desk.FollowAsync(entry, stop);
        await desk.KeepAsync(entry, stop);
        Tell(entry);
    }

    async Task PointAsync(
        HealthEntry entry, DateTimeOffset at, double[] row, double state, List<(int Signal, DateTimeOffset At, double Index)> points, CancellationToken stop)
    {
        if (await desk.JudgeAsync(entry, at, row, state, stop) is { } index && await writer.SignalAsync(entry.AssetId, stop) is { } signal)
            points.Add((signal.Id, at, index));
    }

    // above it stands the worst of what is below
    void Tell(HealthEntry entry)
    {
        if (entry.Now is not { } now || !assets.TryGet(entry.AssetId, out var asset))
            return;
        states.Tell(asset.Id, health: now.Index / 100);
        while (asset.ParentId is { } up && assets.TryGet(up, out asset))
        {
            var worst = assets.Within(asset.Id).Select(a => book.Of(a.Id)?.Now?.Index).Min();
            if (worst is { } index)
                states.Tell(asset.Id, health: index / 100);
        }
    }

    static double[] Row(int[] sensors, double[] row, Dictionary<int, int> place) =>
        Array.ConvertAll(sensors, s => place.TryGetValue(s, out var at) ? row[at] : double.NaN);

    static double State(HealthEntry entry, double[] row, Dictionary<int, int> place) =>
        entry.Signals.State is { } id && place.TryGetValue(id, out var at) ? row[at] : double.NaN;
}
