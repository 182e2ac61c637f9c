using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Live;

/// <summary>
/// Looks at the last values every five seconds: learns how often news of each signal comes, and tells when one becomes silent and when it
/// is back. What it costs depends on the number of signals, not on how many samples come.
/// </summary>
sealed class LiveWatch(
    SignalCatalog catalog, SignalWatchBook book, Pulses pulses, LiveValues live, SilenceDesk desk, TimeProvider time, ILogger<LiveWatch> log)
    : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    readonly List<Advance> _advances = [];
    long _look;

    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        await LearnAsync(stop);
        await desk.LookAsync(stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (DbException e)
            {
                log.WorkerFailed(e); // nothing was kept that is not on disk: the next look finds the same
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task LearnAsync(CancellationToken stop)
    {
        live.CopyTo(_advances);
        Dictionary<int, TimeSpan?> changed = [];
        var now = time.GetUtcNow();
        _look++;
        foreach (var advance in _advances)
        {
            var heard = pulses.HeardOf(advance.Signal);
            if (advance.Instant == heard.Instant || !catalog.TryGet(advance.Signal, out var signal) || signal.Id != advance.Signal)
                continue;
            Take(heard, advance, now);
            var kept = book.Of(advance.Signal).Learned;
            var learned = heard.Learner.Learned(kept is { } before ? before.Ticks / TimeSpan.TicksPerMicrosecond : null);
            var interval = learned is { } micros ? TimeSpan.FromMicroseconds(micros) : (TimeSpan?)null;
            if (interval != kept)
                changed[advance.Signal] = interval;
        }

        if (changed.Count > 0)
            await book.ChangeAsync(changed.Keys, entry => entry with { Learned = changed[entry.SignalId] }, stop);
    }

    // what is there at the first look may be days old or came a moment ago: it says nothing
    void Take(Heard heard, Advance advance, DateTimeOffset now)
    {
        var isFirst = _look == 1;
        var isNews = advance.Instant > heard.Instant; // else a sample was taken back
        heard.Instant = advance.Instant;
        heard.IsSinceStart |= isNews && !isFirst;
        if (isNews && !isFirst && Pulses.IsLive(now, advance.Instant))
        {
            heard.At = now;
            heard.Learner.Take(Micros.Of(now), _look, advance.Instant, advance.Count);
            return;
        }

        heard.At = null;
        heard.Learner.Skip();
    }
}
