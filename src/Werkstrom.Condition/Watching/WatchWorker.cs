using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;
using Werkstrom.Condition.States;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Watching;

/// <summary>
/// Reads new samples from the Store every few seconds, by their position in its log, and gives them to all who look at them. The position is
/// saved after what they learned; what came since, also while Werkstrom did not run, is given again after a start, and they pass over what they know.
/// </summary>
sealed class WatchWorker(
    SampleQueries samples, SignalCatalog catalog, TailMark mark, WatchBook book, SavedStates states, IEnumerable<ISampleTaker> takers, FindingBook findings,
    IOptions<ConditionOptions> options, TimeProvider time, ILogger<WatchWorker> log) : BackgroundService
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly ISampleTaker[] _takers = [.. takers];
    long _position = -1;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(options.Value.WatchEvery, time);
        var (started, saved) = (false, time.GetUtcNow());
        try
        {
            do
            {
                try
                {
                    if (!started)
                        await StartAtAsync(stop);
                    started = true;
                    await LookAsync(stop);
                    if (time.GetUtcNow() - saved < options.Value.SaveEvery)
                        continue;
                    saved = time.GetUtcNow();
                    await SaveAsync(stop);
                }
                catch (Exception e) when (IsPassing(e) && !stop.IsCancellationRequested)
                {
                    log.LookFailed(e);
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        finally
        {
            if (started)
                await SaveAsync(CancellationToken.None);
        }
    }

    static bool IsPassing(Exception e) => e is DbException or DbUpdateException or IOException or InvalidOperationException or StoreBusyException or TimeoutException;

    /// <summary>Finds the place to go on from; days that were closed meanwhile are read by time first.</summary>
    async Task StartAtAsync(CancellationToken stop)
    {
        var (known, fault) = mark.Load();
        if (fault is not null)
            states.Unreadable(WatchServices.Folder, mark.File, fault);
        if (known is { } last)
        {
            book.Hear(last.SavedAt);
            await CatchUpAsync(last.SavedAt, stop);
            _position = last.Position;
        }
        else
        {
            book.Clear(); // nobody knows up to where it was learned
            _position = (await samples.SinceAsync(-1, stop)).Position;
        }

        // those that are not known are learned before their next sample comes, also when a crash came before they were
        await GiveAsync([.. Watched().Select(s => new SignalNews(s, [], []))], time.GetUtcNow(), stop);
    }

    async Task CatchUpAsync(DateTimeOffset since, CancellationToken stop)
    {
        var today = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        Signal[] signals = [.. Watched()];
        int[] ids = [.. signals.Select(s => s.Id)];
        while (since < today)
        {
            var block = await samples.BlockAsync(ids, new(since, today), Second, PlantData.BlockSamples, stop);
            since = Micros.ToInstant(block.ToMicros);
            await GiveAsync([.. signals.Zip(block.Series).Where(s => s.Second.Count > 0).Select(s => new SignalNews(s.First, s.Second.Instants, s.Second.Values))], since, stop);
        }
    }

    IEnumerable<Signal> Watched() => catalog.All.Where(s => !PlantData.IsOwn(s));

    async Task LookAsync(CancellationToken stop)
    {
        SampleTail tail;
        do
        {
            tail = await samples.SinceAsync(_position, stop);
            List<SignalNews> news = [];
            foreach (var series in tail.Series)
            {
                if (catalog.TryGet(series.Signal, out var signal) && !PlantData.IsOwn(signal))
                    news.Add(new(signal, series.Instants, Array.ConvertAll(series.Values, signal.Shown)));
            }

            await GiveAsync(news, time.GetUtcNow(), stop);
            _position = tail.Position;
        }
        while (tail.HasMore);
    }

    async Task GiveAsync(IReadOnlyList<SignalNews> news, DateTimeOffset now, CancellationToken stop)
    {
        List<Finding> found = [];
        foreach (var taker in _takers)
            found.AddRange(await taker.TakeAsync(news, now, stop));
        if (found.Count > 0)
            await findings.AddAsync([.. found.OrderBy(f => f.At)], stop);
    }

    async Task SaveAsync(CancellationToken stop)
    {
        var position = _position;
        var now = time.GetUtcNow();
        var isSaved = true;
        foreach (var taker in _takers)
            isSaved &= await taker.SaveAsync(stop);
        if (isSaved) // else what lies behind the former mark is looked at again
            states.TrySave(WatchServices.Folder, () => mark.Save(position, now));
    }
}
