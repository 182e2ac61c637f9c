using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Watching;

/// <summary>Signals that wait to be learned from the past, with what came for them meanwhile.</summary>
sealed class WatchQueue : IDisposable
{
    readonly Lock _gate = new();
    readonly Dictionary<int, List<SignalNews>?> _waiting = [];
    readonly Queue<Signal> _next = [];
    readonly SemaphoreSlim _news = new(0);
    int _done;

    /// <summary>How many were learned since the start, and how many still wait.</summary>
    public (int Done, int Waiting) Progress
    {
        get
        {
            lock (_gate)
                return (_done, _waiting.Count);
        }
    }

    /// <summary>A signal is to be learned.</summary>
    public void Add(Signal signal)
    {
        lock (_gate)
        {
            if (!_waiting.TryAdd(signal.Id, null))
                return;
            _next.Enqueue(signal);
        }

        _news.Release();
    }

    /// <summary>Whether the signal waits. From when it is being learned on its news wait, too; what came before will be read from the Store with its past.</summary>
    public bool Waits(SignalNews news)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(news.Signal.Id, out var held))
                return false;
            held?.Add(news);
            return true;
        }
    }

    /// <summary>A signal could not be learned and comes again.</summary>
    public void Again(Signal signal)
    {
        lock (_gate)
        {
            if (!_waiting.ContainsKey(signal.Id))
                return;
            _waiting[signal.Id] = null;
            _next.Enqueue(signal);
        }

        _news.Release();
    }

    /// <summary>Takes the next signals to be learned, at most so many; waits for one.</summary>
    public async Task<IReadOnlyList<Signal>> NextAsync(int most, CancellationToken stop)
    {
        while (true)
        {
            await _news.WaitAsync(stop);
            List<Signal> taken = [];
            lock (_gate)
            {
                while (taken.Count < most && _next.TryDequeue(out var signal))
                {
                    taken.Add(signal);
                    _waiting[signal.Id] = [];
                }
            }

            if (taken.Count > 0)
                return taken;
        }
    }

    /// <summary>A signal was learned: what came for it meanwhile. From now on it does not wait any more.</summary>
    /// <param name="signal">Which.</param>
    /// <param name="ready">Called with what came, before anything newer can come.</param>
    public void Done(Signal signal, Action<IReadOnlyList<SignalNews>> ready)
    {
        lock (_gate)
        {
            _waiting.Remove(signal.Id, out var held);
            _done++;
            ready(held ?? []);
        }
    }

    /// <summary>Frees the semaphore.</summary>
    public void Dispose() => _news.Dispose();
}
