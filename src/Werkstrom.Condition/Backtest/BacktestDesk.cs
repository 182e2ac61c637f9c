using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.Backtest;

/// <summary>Runs back-tests in the background, one at a time, and keeps the answers of the last ones. The same question is computed once.</summary>
sealed class BacktestDesk(BacktestEngine engine, IHostApplicationLifetime life, ILogger<BacktestDesk> log) : IDisposable
{
    const int Kept = 60;
    const int Waiting = 20;

    readonly Lock _gate = new();
    readonly SemaphoreSlim _one = new(1, 1);
    readonly LinkedList<BacktestRun> _runs = [];

    /// <summary>The run of a question: a known one, or a new one that begins.</summary>
    /// <returns>Null when too many wait already.</returns>
    public BacktestRun? Ask(BacktestAsk ask)
    {
        lock (_gate)
        {
            if (Find(ask) is { } known)
            {
                _runs.Remove(known);
                _runs.AddFirst(known);
                return known;
            }

            if (_runs.Count(r => !r.Answer.IsCompleted) >= Waiting)
                return null;
            BacktestRun run = new(ask) { Answer = Task.FromResult<BacktestAnswer>(null!) };
            run.Answer = Task.Run(() => RunAsync(run), CancellationToken.None);
            _runs.AddFirst(run);
            Trim();
            return run;
        }
    }

    /// <summary>Cancels a run that goes on, and forgets its answer: the next question computes anew.</summary>
    public void Forget(BacktestAsk ask)
    {
        lock (_gate)
        {
            if (Find(ask) is not { } run)
                return;
            run.Cancel();
            _runs.Remove(run);
        }
    }

    /// <summary>Waits a moment for an answer.</summary>
    /// <returns>The answer; null when it takes longer.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled, or <paramref name="stop"/> was.</exception>
    public static async Task<BacktestAnswer?> WaitAsync(BacktestRun run, TimeSpan atMost, CancellationToken stop)
    {
        try
        {
            return await run.Answer.WaitAsync(atMost, stop);
        }
        catch (TimeoutException) when (!run.Answer.IsCompleted)
        {
            return null;
        }
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose(); // runs end with the program

    // records compare by value: the same inputs are the same question
    BacktestRun? Find(BacktestAsk ask) => _runs.FirstOrDefault(r => r.Ask == ask && !r.Answer.IsFaulted && !r.Answer.IsCanceled);

    void Trim()
    {
        while (_runs.Count > Kept && _runs.Last!.Value.Answer.IsCompleted)
        {
            _runs.Last.Value.Dispose();
            _runs.RemoveLast();
        }
    }

    async Task<BacktestAnswer> RunAsync(BacktestRun run)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Stop, life.ApplicationStopping);
        await _one.WaitAsync(stop.Token);
        try
        {
            return await engine.RunAsync(run.Ask, new(share => run.Share = share), stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.BacktestFailed(e);
            throw;
        }
        finally
        {
            _one.Release();
        }
    }
}
