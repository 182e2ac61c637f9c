using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Energy.Jobs;

/// <summary>
/// Works on runs of the registry, one after the other; takes up again what a restart cut off. Where not even the fault of a run can be written (the disk is
/// full, the registry is away), it goes on by itself when that is over; the log says so once, and when it goes on.
/// </summary>
abstract partial class RunWorker(TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>How long it rests before it tries again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    readonly Channel<long> _waiting = Channel.CreateUnbounded<long>();
    bool _isAway;

    /// <summary>The time.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>Lets a run have its turn.</summary>
    public void Take(long id) => _waiting.Writer.TryWrite(id);

    /// <summary>Runs that a stop of the program cut off, in their order.</summary>
    protected abstract Task<List<long>> CutAsync(CancellationToken stop);

    /// <summary>Does all of a run that is left; what it throws is no fault of the run: it is called again.</summary>
    /// <returns>False: the run has a fault, and it is written.</returns>
    protected abstract Task<bool> WorkAsync(long id, CancellationToken stop);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await InsistAsync(() => TakeCutAsync(stoppingToken), stoppingToken);
        await foreach (var id in _waiting.Reader.ReadAllAsync(stoppingToken))
            await InsistAsync(() => WorkAsync(id, stoppingToken), stoppingToken);
    }

    async Task<bool> TakeCutAsync(CancellationToken stop)
    {
        (await CutAsync(stop)).ForEach(Take);
        return true;
    }

    async Task InsistAsync(Func<Task<bool>> work, CancellationToken stop)
    {
        for (_isAway = false; ;)
        {
            try
            {
                var isWell = await work();
                if (_isAway)
                    LogGoesOn(GetType().Name);
                if (isWell || !_isAway)
                    return;
                _isAway = false; // the registry came back between the fault and its writing: once more, for the fault was that it was away
                continue;
            }
#pragma warning disable CA1031 // told in the log and tried again: whatever keeps the registry from being read or written
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                if (!_isAway)
                    LogWaits(e, GetType().Name);
                _isAway = true;
            }

            await Task.Delay(Pause, clock, stop);
        }
    }

    /// <summary>Says in the log that a run has a fault; while the registry is away it is said that it waits, and not this at each try.</summary>
    protected void Failed(Exception why, long id)
    {
        if (!_isAway)
            LogFailed(why, GetType().Name, id);
    }

    [LoggerMessage(7106, LogLevel.Error, "{Worker}: run {Id} failed")]
    partial void LogFailed(Exception why, string worker, long id);

    [LoggerMessage(7104, LogLevel.Error, "{Worker} waits: not even a fault can be written to the registry; it goes on by itself")]
    partial void LogWaits(Exception why, string worker);

    [LoggerMessage(7105, LogLevel.Information, "{Worker} goes on: the registry is there again")]
    partial void LogGoesOn(string worker);
}
