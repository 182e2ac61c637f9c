using System.Collections.Concurrent;

namespace Werkstrom.Connect.Import.Running;

/// <summary>How far an import is.</summary>
/// <param name="Done">Part that is done, 0 to 1.</param>
/// <param name="Rows">Rows read, or frames undone.</param>
/// <param name="Bytes">Bytes of the file read.</param>
/// <param name="TimeLeft">Time left; null while it cannot be told.</param>
readonly record struct Progress(double Done, long Rows, long Bytes, TimeSpan? TimeLeft);

/// <summary>The imports at work: how far they are, and how to stop them.</summary>
sealed class ImportProgress(TimeProvider clock)
{
    readonly ConcurrentDictionary<string, (DateTimeOffset Since, Progress Progress)> _running = new();
    readonly ConcurrentDictionary<string, CancellationTokenSource> _stops = new();

    /// <summary>How far an import is; null when it is not at work.</summary>
    public Progress? Of(string id) => _running.TryGetValue(id, out var now) ? now.Progress : null;

    /// <summary>Begins the work on an import.</summary>
    /// <returns>The token that ends it when somebody cancels it.</returns>
    public CancellationToken Begin(string id, CancellationToken stop)
    {
        _running[id] = (clock.GetUtcNow(), default);
        var source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _stops[id] = source;
        return source.Token;
    }

    public void Report(string id, double done, long rows, long bytes)
    {
        if (!_running.TryGetValue(id, out var before))
            return;
        var spent = clock.GetUtcNow() - before.Since;
        TimeSpan? left = done > 0.01 && spent > TimeSpan.FromSeconds(2) ? spent * ((1 - done) / done) : null;
        _running[id] = (before.Since, new(done, rows, bytes, left));
    }

    /// <summary>Ends the work on an import.</summary>
    public void End(string id)
    {
        _running.TryRemove(id, out _);
        if (_stops.TryRemove(id, out var source))
            source.Dispose();
    }

    /// <summary>Asks an import to stop; true when it is at work.</summary>
    public bool Cancel(string id)
    {
        if (!_stops.TryGetValue(id, out var source))
            return false;
        source.Cancel();
        return true;
    }
}
