using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Operations;

/// <summary>A run that its caller does not wait for.</summary>
/// <param name="Handle">By which it is asked for.</param>
/// <param name="Submodel">Identifier of the submodel.</param>
/// <param name="Path">Path of the operation in it.</param>
/// <param name="IsValueOnly">Whether it was asked for with values alone.</param>
/// <param name="Owner">Who began it, as the audit names them.</param>
sealed record OperationRun(string Handle, string Submodel, string Path, bool IsValueOnly, string Owner)
{
    volatile OperationOutcome _outcome = OperationOutcome.Running;

    /// <summary>What came of it so far.</summary>
    public OperationOutcome Outcome
    {
        get => _outcome;
        set => _outcome = value;
    }
}

/// <summary>Runs of operations: so many at once. Those that nobody waits for are kept with their results until an hour after their end.</summary>
sealed class OperationRuns(OperationHandler handler, KeptRuns kept, ILogger<OperationRuns> log) : IHostedService, IDisposable
{
    const int MostAtOnce = 64;
    const int MostHeld = 1_000;

    readonly SemaphoreSlim _places = new(MostAtOnce);
    readonly ConcurrentDictionary<string, OperationRun> _running = new();
    readonly ConcurrentDictionary<string, Task> _tasks = new();
    readonly CancellationTokenSource _end = new();

    /// <summary>Runs an operation while its caller waits.</summary>
    /// <exception cref="ShellException">Too many run.</exception>
    public async Task<OperationOutcome> RunAsync(IOperationMaker maker, OperationCall call, CancellationToken stop)
    {
        Enter();
        try
        {
            return await handler.RunAsync(maker, call, stop);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Begins a run; its handle is on disk when this returns.</summary>
    /// <exception cref="ShellException">Too many run, or too many results are held.</exception>
    public async Task<OperationRun> BeginAsync(IOperationMaker maker, OperationCall call, OperationRun run, CancellationToken stop)
    {
        Enter();
        var isKept = false;
        try
        {
            isKept = await kept.AddAsync(run, MostHeld, stop);
        }
        finally
        {
            if (!isKept)
                _places.Release();
        }

        if (!isKept)
            throw Busy("results of operations are held");
        _running[run.Handle] = run;
        _tasks[run.Handle] = Task.Run(() => FinishAsync(run, maker, call), CancellationToken.None);
        return run;
    }

    /// <summary>A run of an operation by its handle, or null.</summary>
    public async Task<OperationRun?> FindAsync(string handle, string submodel, string path, CancellationToken stop)
    {
        var run = _running.TryGetValue(handle, out var own) ? own : await kept.FindAsync(handle, stop);
        return run?.Submodel == submodel && run.Path == path ? run : null;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What still runs has no answer; that is kept while there is a registry.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _end.CancelAsync();
        await Task.WhenAll(_tasks.Values).WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _end.Dispose();
        _places.Dispose();
    }

    async Task FinishAsync(OperationRun run, IOperationMaker maker, OperationCall call)
    {
        var outcome = OperationOutcome.Running;
        try
        {
            outcome = await handler.RunAsync(maker, call, _end.Token);
            await kept.EndAsync(run, outcome, CancellationToken.None); // nobody hears of it before it is on disk
            _running.TryRemove(run.Handle, out _);
        }
        catch (Exception e) when (e is DbException or IOException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            log.ResultNotKept(e, run.Submodel, run.Path);
            run.Outcome = outcome; // it is told from memory as long as the program runs
        }
        finally
        {
            _places.Release();
            _tasks.TryRemove(run.Handle, out _);
        }
    }

    void Enter()
    {
        if (!_places.Wait(0))
            throw Busy("operations run");
    }

    static ShellException Busy(string what) => new(Refusal.Busy, $"Too many {what} at this moment; try again later.");
}
