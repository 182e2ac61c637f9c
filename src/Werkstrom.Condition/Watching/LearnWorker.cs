using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Watching;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Watching;

/// <summary>Learns what waits in the queue from what is stored, and tells what would have been told in the past.</summary>
sealed class LearnWorker(
    WatchQueue queue, WatchBook book, HistoryLearner learner, SharedSensitivity sensitivity, FindingBook findings, LiveValues live, IOptions<ConditionOptions> options,
    TimeProvider time, ILogger<LearnWorker> log) : BackgroundService
{
    static readonly TimeSpan Fresh = TimeSpan.FromHours(1), Again = TimeSpan.FromSeconds(10);
    const int AtOnce = 32;
    const int MostFindings = 50_000;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        List<Finding> found = [];
        List<int> learned = [];
        while (!stop.IsCancellationRequested)
        {
            var signals = await queue.NextAsync(AtOnce, stop);
            try
            {
                await LearnAsync(signals, found, learned, stop);
            }
            catch (Exception e) when (IsPassing(e) && !stop.IsCancellationRequested)
            {
                log.LearnFailed(signals.Count, e);
                await Task.Delay(Again, time, stop);
                foreach (var signal in signals)
                    queue.Again(signal);
            }

            if (queue.Progress.Waiting > 0 && found.Count < MostFindings)
                continue; // told in order of time when all that wait were learned
            await TellAsync(found, stop);
            book.Told(learned);
            found.Clear();
            learned.Clear();
            if (queue.Progress.Waiting == 0)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // the past that was walked through is not needed any more
        }
    }

    static bool IsPassing(Exception e) => e is DbException or DbUpdateException or InvalidOperationException or IOException or StoreBusyException or TimeoutException;

    // what cannot be kept now is told later: until then what was learned is not saved
    async Task TellAsync(List<Finding> found, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await findings.AddPastAsync([.. found.OrderBy(f => f.At)], stop);
                return;
            }
            catch (Exception e) when (IsPassing(e) && !stop.IsCancellationRequested)
            {
                log.NotTold(found.Count, e);
                await Task.Delay(Again, time, stop);
            }
        }
    }

    async Task LearnAsync(IReadOnlyList<Signal> signals, List<Finding> found, List<int> learned, CancellationToken stop)
    {
        foreach (var together in signals.GroupBy(End))
        {
            Signal[] same = [.. together];
            var watched = await learner.LearnAsync(
                same, sensitivity.Of, together.Key.AddDays(-options.Value.HistoryDays), together.Key,
                (signal, alarm) => found.Add(WatchWords.Finding(signal, alarm, isPast: true)), stop);
            for (var i = 0; i < same.Length; i++)
            {
                var (signal, watch) = (same[i], watched[i]);
                var isOutrun = false;
                learned.Add(signal.Id);
                queue.Done(signal, held =>
                {
                    isOutrun = held.Any(news => news.Instants is [var first, ..] && first < watch.First);
                    if (!isOutrun)
                        found.AddRange(Join(signal, watch, held));
                });
                if (isOutrun) // a past that came in while it was learned, as by an import
                    queue.Add(signal);
            }
        }
    }

    // what was imported may have ended long ago: its own last days are learned
    DateTimeOffset End(Signal signal)
    {
        var now = time.GetUtcNow();
        var last = live.TryGet(signal.Id, out var value) ? Micros.ToInstant(value.Instant) : now;
        return now - last < Fresh ? new(now.UtcTicks - (now.UtcTicks % Fresh.Ticks) + Fresh.Ticks, TimeSpan.Zero) : last.AddSeconds(1);
    }

    List<Finding> Join(Signal signal, WatchedSignal watch, IReadOnlyList<SignalNews> held)
    {
        List<WatchAlarm> alarms = [];
        foreach (var news in held)
            watch.See(news.Instants, news.Values, alarms);
        watch.Hear(time.GetUtcNow());
        if (book.TryGet(signal.Id, out _))
            watch.Sure();
        book.Put(signal.Id, watch);
        return [.. alarms.Select(a => WatchWords.Finding(signal, a, WatchWords.IsPast(a, time.GetUtcNow())))];
    }
}
