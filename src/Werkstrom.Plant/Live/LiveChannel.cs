using Werkstrom.Store.Live;

namespace Werkstrom.Plant.Live;

/// <summary>All readers of the same signals at the same pace: one watch, one frame, many copies on the wire.</summary>
sealed class LiveChannel(int[] signals, TimeSpan every, LiveValues live, TimeProvider clock) : IDisposable
{
    readonly Lock _lock = new();
    readonly CancellationTokenSource _end = new();
    LiveReader[] _readers = [];
    bool _runs;

    /// <summary>How many listen.</summary>
    public int Count => _readers.Length;

    /// <summary>Adds a reader; the first one starts the watch.</summary>
    public LiveReader Add()
    {
        var reader = new LiveReader();
        lock (_lock)
        {
            _readers = [.. _readers, reader];
            if (!_runs)
                _ = RunAsync(_end.Token);
            _runs = true;
        }
        return reader;
    }

    /// <summary>Takes a reader out.</summary>
    public void Remove(LiveReader reader)
    {
        lock (_lock)
            _readers = [.. _readers.Where(other => other != reader)];
    }

    /// <summary>Ends the watch; the hub does it after the last reader has left.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    /// <summary>The last value of every signal, as one frame.</summary>
    public byte[] Last() => LiveFrame.Write(LastValues(), clock.GetUtcNow());

    /// <summary>Hands a frame to every reader.</summary>
    public void Offer(byte[] frame)
    {
        foreach (var reader in _readers)
            reader.Offer(frame);
    }

    IEnumerable<LiveValue> LastValues()
    {
        foreach (var signal in signals)
        {
            if (live.TryGet(signal, out var value))
                yield return value;
        }
    }

    async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var values in live.WatchAsync(signals, every, stop))
                Offer(LiveFrame.Write(values, clock.GetUtcNow()));
        }
        catch (OperationCanceledException)
        {
            // the last reader left
        }
    }
}
