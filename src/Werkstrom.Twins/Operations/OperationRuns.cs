using System.Collections.Concurrent;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Operations;

/// <summary>A run that its caller does not wait for.</summary>
/// <param name="Handle">By which it is asked for.</param>
/// <param name="Submodel">Identifier of the submodel.</param>
/// <param name="Path">Path of the operation in it.</param>
/// <param name="IsValueOnly">Whether it was asked for with values alone.</param>
sealed record OperationRun(string Handle, string Submodel, string Path, bool IsValueOnly)
{
    volatile OperationOutcome _outcome = OperationOutcome.Running;

    /// <summary>What came of it so far.</summary>
    public OperationOutcome Outcome
    {
        get => _outcome;
        set => _outcome = value;
    }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>Runs of operations: so many at once, and results of those that nobody waits for, in memory for an hour after their end.</summary>
sealed class OperationRuns(OperationHandler handler, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>How long a result is held.</summary>
    public static readonly TimeSpan Held = TimeSpan.FromHours(1);

    const int MostAtOnce = 64;
    const int MostHeld = 1_000;

    readonly SemaphoreSlim _places = new(MostAtOnce);
    readonly ConcurrentDictionary<string, OperationRun> _runs = new();
    readonly ConcurrentDictionary<OperationRun, Task> _tasks = new();
    readonly CancellationTokenSource _end = new();

    /// <summary>Runs an operation while its caller waits.</summary>
    /// <exception cref="ShellException">Too many run.</exception>
    public async Task<OperationOutcome> RunAsync(Uri address, OperationCall call, CancellationToken stop)
    {
        Enter();
        try
        {
            return await handler.RunAsync(address, call, stop);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Begins a run.</summary>
    /// <exception cref="ShellException">Too many run, or too many results are held.</exception>
    public OperationRun Begin(Uri address, OperationCall call, string submodel, string path, bool isValueOnly)
    {
        Forget();
        if (_runs.Count >= MostHeld)
            throw Busy("results of operations are held");
        Enter();
        OperationRun run = new(Guid.NewGuid().ToString("n"), submodel, path, isValueOnly);
        _runs[run.Handle] = run;
        _tasks[run] = Task.Run(() => FinishAsync(run, address, call), CancellationToken.None);
        return run;
    }

    /// <summary>A run of an operation by its handle, or null.</summary>
    public OperationRun? Find(string handle, string submodel, string path)
    {
        Forget();
        return _runs.TryGetValue(handle, out var run) && run.Submodel == submodel && run.Path == path ? run : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_tasks.Values);
        _end.Dispose();
        _places.Dispose();
    }

    async Task FinishAsync(OperationRun run, Uri address, OperationCall call)
    {
        try
        {
            var outcome = await handler.RunAsync(address, call, _end.Token);
            (run.EndedAt, run.Outcome) = (clock.GetUtcNow(), outcome);
        }
        finally
        {
            _places.Release();
            _tasks.TryRemove(run, out _);
        }
    }

    void Enter()
    {
        if (!_places.Wait(0))
            throw Busy("operations run");
    }

    static ShellException Busy(string what) => new(Refusal.Busy, $"Too many {what} at this moment; try again later.");

    void Forget()
    {
        var before = clock.GetUtcNow() - Held;
        foreach (var run in _runs.Values.Where(r => r.EndedAt < before))
            _runs.TryRemove(run.Handle, out _);
    }
}
