namespace Werkstrom.Store.Ingest;

/// <summary>
/// Batches on their way to the log, bounded in samples. Small ones go before large ones, but every round takes a large one, too:
/// so a flood of large batches does not delay the others, and is itself never starved.
/// </summary>
sealed class WriteQueue(int limit, int roundSamples) : IDisposable
{
    /// <summary>Up to so many samples a batch is small: what a machine sends in one go.</summary>
    const int SmallSamples = 2_000;

    readonly Lock _gate = new();
    readonly Queue<WriteRequest> _small = [];
    readonly Queue<WriteRequest> _large = [];
    readonly AutoResetEvent _arrived = new(false);
    bool _closed;

    /// <summary>Samples that wait.</summary>
    public int Samples { get; private set; }

    /// <summary>Puts a batch in.</summary>
    /// <exception cref="StoreBusyException">There is no room.</exception>
    public void Add(WriteRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(ISampleSink));
            var count = request.Batch.Count;
            if (Samples > 0 && Samples + count > limit)
                throw new StoreBusyException(TimeSpan.FromSeconds(1));
            Samples += count;
            (count <= SmallSamples ? _small : _large).Enqueue(request);
        }

        _arrived.Set();
    }

    /// <summary>Waits until something is there and takes one round; empty only when the queue is closed and drained.</summary>
    public void Take(List<WriteRequest> round)
    {
        while (true)
        {
            lock (_gate)
            {
                Fill(round);
                if (round.Count > 0 || _closed)
                    return;
            }

            _arrived.WaitOne();
        }
    }

    /// <summary>Refuses further batches; those that wait are still taken.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;
        _arrived.Set();
    }

    public void Dispose() => _arrived.Dispose();

    void Fill(List<WriteRequest> round)
    {
        var samples = 0;
        if (_large.TryDequeue(out var large))
            samples += Take(round, large);
        var room = samples + roundSamples;
        while (_small.TryPeek(out var small) && (round.Count == 0 || samples + small.Batch.Count <= room))
            samples += Take(round, _small.Dequeue());
        while (_large.TryPeek(out large) && samples + large.Batch.Count <= roundSamples)
            samples += Take(round, _large.Dequeue());
        Samples -= samples;
    }

    static int Take(List<WriteRequest> round, WriteRequest request)
    {
        round.Add(request);
        return request.Batch.Count;
    }
}
