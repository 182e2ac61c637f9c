namespace Werkstrom.Store.Ingest;

/// <summary>
/// Batches on their way to the log, bounded in samples, and whose turn it is to write: at most one thread has it. Small batches go
/// before large ones, but every round takes a large one, too: so a flood of large batches does not delay the others, and is itself
/// never starved.
/// </summary>
sealed class WriteQueue(int limit, int roundSamples) : IDisposable
{
    /// <summary>Up to so many samples a batch is small: what a machine sends in one go.</summary>
    const int SmallSamples = 2_000;

    readonly Lock _gate = new();
    readonly Queue<WriteRequest> _small = [];
    readonly Queue<WriteRequest> _large = [];
    readonly ManualResetEventSlim _isIdle = new(true);
    bool _isTaken;
    bool _closed;

    /// <summary>Samples that wait.</summary>
    public int Samples { get; private set; }

    /// <summary>Takes the turn when nobody has it; then nothing waits either.</summary>
    public bool TryTakeTurn()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(ISampleSink));
            if (_isTaken)
                return false;
            _isTaken = true;
            _isIdle.Reset();
            return true;
        }
    }

    /// <summary>Takes the turn for what waits, when nobody has it and something does.</summary>
    public bool TryTakeTurnForWaiting()
    {
        lock (_gate)
        {
            if (_isTaken || _small.Count + _large.Count == 0)
                return false;
            return _isTaken = true;
        }
    }

    /// <summary>Puts a batch in.</summary>
    /// <param name="request">The batch.</param>
    /// <param name="isHeld">Whether somebody is going to ask for the turn: the caller does not want it.</param>
    /// <returns>True when the caller has the turn now: it was given back in the meantime.</returns>
    /// <exception cref="StoreBusyException">There is no room.</exception>
    public bool Add(WriteRequest request, bool isHeld = false)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(ISampleSink));
            var count = request.Batch.Count;
            if (Samples > 0 && Samples + count > limit)
                throw new StoreBusyException(TimeSpan.FromSeconds(1));
            Samples += count;
            (count <= SmallSamples ? _small : _large).Enqueue(request);
            _isIdle.Reset();
            if (_isTaken || isHeld)
                return false;
            return _isTaken = true;
        }
    }

    /// <summary>Takes the batches of one round; for who has the turn.</summary>
    public void Take(List<WriteRequest> round)
    {
        lock (_gate)
            Fill(round);
    }

    /// <summary>Ends a round.</summary>
    /// <returns>True when more waits: the turn is kept; false when it was given back.</returns>
    public bool KeepTurn()
    {
        lock (_gate)
        {
            _isTaken = _small.Count + _large.Count > 0;
            if (!_isTaken)
                _isIdle.Set();
            return _isTaken;
        }
    }

    /// <summary>Refuses further batches, and waits until those are written that came before.</summary>
    /// <param name="writeHeld">Writes those that nobody has the turn for.</param>
    public void Close(Action writeHeld)
    {
        lock (_gate)
            _closed = true;
        writeHeld();
        _isIdle.Wait();
    }

    public void Dispose() => _isIdle.Dispose();

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
