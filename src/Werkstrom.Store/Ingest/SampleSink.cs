namespace Werkstrom.Store.Ingest;

/// <summary>
/// Brings batches into the log: whoever comes when nobody writes writes by himself, without waiting for another thread; what comes
/// meanwhile waits in the queue, and is written together in one round with one fsync.
/// </summary>
sealed class SampleSink(StoreParts parts, Committer committer) : ISampleSink, IThreadPoolWorkItem, IDisposable
{
    // samples whose writers share a thread when they are told
    const int Together = 128;

    readonly WriteQueue _queue = new(parts.Options.QueueSamples, parts.Options.RoundSamples);
    readonly List<WriteRequest> _round = [];
    bool _isRefusing;

    /// <summary>Samples that wait for the log.</summary>
    public int Queued => _queue.Samples;

    /// <summary>Why the log cannot be written; null when all is well.</summary>
    public string? Reason { get; private set; }

    public ValueTask WriteAsync(SampleBatch batch, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (batch.Count == 0)
            return ValueTask.CompletedTask;
        Check(batch);
        return _queue.TryTakeTurn() ? WriteNow(batch) : WriteLater(batch);
    }

    public ValueTask HoldAsync(SampleBatch batch, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (batch.Count == 0)
            return ValueTask.CompletedTask;
        Check(batch);
        return WriteLater(batch, isHeld: true);
    }

    public void WriteHeld()
    {
        if (_queue.TryTakeTurnForWaiting())
            WriteRound();
    }

    /// <summary>One round of what waits; on a thread of the pool that has the turn.</summary>
    void IThreadPoolWorkItem.Execute() => WriteRound();

    void WriteRound()
    {
        _queue.Take(_round);
        WriteRequest[] round = [.. _round];
        _round.Clear();
        var why = Refusal(round);
        PassTurn();
        Tell(round, why);
    }

    // Those who wrote little go on together on one thread, the first of them here: to wake one for each costs more than what they do
    static void Tell(WriteRequest[] round, Exception? why)
    {
        var first = 0;
        for (var from = 0; from < round.Length;)
        {
            var to = from;
            for (var samples = 0; to < round.Length && (to == from || samples + round[to].Batch.Count <= Together); to++)
                samples += round[to].Batch.Count;
            if (from == 0)
                first = to;
            else
                ThreadPool.UnsafeQueueUserWorkItem(static some => some.Tell(), new Told(round, from, to, why), preferLocal: false);
            from = to;
        }

        new Told(round, 0, first, why).Tell();
    }

    /// <summary>Takes no more; returns when what waits is written.</summary>
    public void Close() => _queue.Close(WriteHeld);

    public void Dispose() => _queue.Dispose();

    static void Check(SampleBatch batch)
    {
        foreach (var value in batch.Values)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException("A sample is not a finite number.", nameof(batch));
        }

        foreach (var signal in batch.Signals)
        {
            if (signal < 1)
                throw new ArgumentException($"{signal} is no signal number.", nameof(batch));
        }

        foreach (var instant in batch.Instants)
        {
            if (instant is < MinInstant or > MaxInstant)
                throw new ArgumentException($"{instant} microseconds is before the year 1 or after 9999.", nameof(batch));
        }
    }

    const long MinInstant = -62_135_596_800_000_000;
    const long MaxInstant = 253_402_300_799_999_999;

    ValueTask WriteNow(SampleBatch batch)
    {
        var request = WriteRequest.Of(batch);
        var task = request.Task;
        request.End(Refusal([request]), isHere: true);
        PassTurn();
        return task;
    }

    ValueTask WriteLater(SampleBatch batch, bool isHeld = false)
    {
        var request = WriteRequest.Of(batch);
        // taken before it is queued: afterwards it may be done at any time
        var task = request.Task;
        try
        {
            if (_queue.Add(request, isHeld))
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        catch (StoreBusyException)
        {
            parts.Meters.Refused.Add(batch.Count);
            throw;
        }

        return task;
    }

    void PassTurn()
    {
        if (_queue.KeepTurn())
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    Exception? Refusal(ReadOnlySpan<WriteRequest> round)
    {
        try
        {
            return committer.WaitForRoom()
                ? Append(FrameOf(round))
                : new StoreFullException($"The disk cannot be written: DuckDB says: {committer.Reason}");
        }
        catch (Exception e)
        {
            // whatever it is: the turn must be passed on and the writers told
            return e;
        }
    }

    StoreFullException? Append(LogFrame frame)
    {
        try
        {
            parts.Log.Append(frame);
        }
        catch (IOException e)
        {
            frame.Return();
            return Refused(e);
        }

        if (_isRefusing)
        {
            (_isRefusing, Reason) = (false, null);
            parts.Logger.LogAgain();
        }

        parts.Tracker.Take(frame);
        committer.Add(frame);
        parts.Live.Changed();
        return null;
    }

    StoreFullException Refused(IOException e)
    {
        if (!_isRefusing)
            parts.Logger.LogRefused(e.Message);
        (_isRefusing, Reason) = (true, e.Message);
        return new StoreFullException($"The disk cannot be written: {e.Message}", e);
    }

    LogFrame FrameOf(ReadOnlySpan<WriteRequest> round)
    {
        var count = 0;
        foreach (var request in round)
            count += request.Batch.Count;
        var frame = LogFrame.Rent(committer.Queued, count);
        var at = 0;
        foreach (var request in round)
        {
            frame.Put(at, request.Batch);
            at += request.Batch.Count;
        }

        frame.Seal();
        return frame;
    }

    readonly record struct Told(WriteRequest[] Round, int From, int To, Exception? Why)
    {
        public void Tell()
        {
            for (var at = From; at < To; at++)
                Round[at].End(Why, isHere: true);
        }
    }
}
