using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Watching;

/// <summary>
/// Reads new samples from the Store every few seconds, by their position in its log, and gives them to all who look at them. The position is
/// saved after what they learned; what came since, also while Werkstrom did not run, is given again after a start, and they pass over what they know.
/// </summary>
sealed class WatchWorker(
    SampleQueries samples, SignalCatalog catalog, TailMark mark, IEnumerable<ISampleTaker> takers, FindingBook findings,
    IOptions<ConditionOptions> options, TimeProvider time, ILogger<WatchWorker> log) : BackgroundService
{
    static readonly TimeSpan Piece = TimeSpan.FromHours(6);
    const int MostSamples = 2_000_000;

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
        if (mark.Load() is not { } last)
        {
            _position = (await samples.SinceAsync(-1, stop)).Position;
            await QueueAllAsync(stop);
            return;
        }

        var today = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        for (var from = last.SavedAt; from < today; from += Piece)
            await GiveAsync(await ReadAsync(new(from, from + Piece < today ? from + Piece : today), stop), from + Piece, stop);
        _position = last.Position;
    }

    // all signals that are there, before their next sample comes
    async Task QueueAllAsync(CancellationToken stop) =>
        await GiveAsync([.. catalog.All.Where(s => !PlantData.IsOwn(s)).Select(s => new SignalNews(s, [], []))], time.GetUtcNow(), stop);

    async Task<List<SignalNews>> ReadAsync(TimeRange range, CancellationToken stop)
    {
        List<SignalNews> news = [];
        foreach (var signal in catalog.All.Where(s => !PlantData.IsOwn(s)))
        {
            var series = await samples.RawAsync(signal.Id, range, MostSamples, stop);
            if (series.Count > 0)
                news.Add(new(signal, series.Instants, series.Values));
        }

        return news;
    }

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
        try
        {
            foreach (var taker in _takers)
                await taker.SaveAsync(stop);
            mark.Save(position, now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.NotSaved(e);
        }
    }
}
