namespace Werkstrom.Store.Ingest;

/// <summary>The queue and the log thread behind it: takes what waits, appends, one fsync, acknowledges.</summary>
sealed class SampleSink(StoreParts parts, Committer committer) : ISampleSink, IDisposable
{
    readonly WriteQueue _queue = new(parts.Options.QueueSamples, parts.Options.RoundSamples);
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
        var request = WriteRequest.Of(batch);
        // taken before it is queued: afterwards the log thread may be done with it at any time
        var task = request.Task;
        try
        {
            _queue.Add(request);
        }
        catch (StoreBusyException)
        {
            parts.Meters.Refused.Add(batch.Count);
            throw;
        }

        return task;
    }

    /// <summary>The thread. Ends when the queue is closed and drained.</summary>
    public void Run()
    {
        List<WriteRequest> round = [];
        while (true)
        {
            round.Clear();
            _queue.Take(round);
            if (round.Count == 0)
                return;
            if (Refusal(round) is { } why)
                round.ForEach(request => request.Fail(why));
            else
                round.ForEach(request => request.Done());
        }
    }

    /// <summary>Takes no more; <see cref="Run"/> ends after what waits.</summary>
    public void Close() => _queue.Close();

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

    Exception? Refusal(List<WriteRequest> round)
    {
        if (!committer.WaitForRoom())
            return new StoreFullException($"DuckDB cannot write: {committer.Reason}");
        var frame = FrameOf(round);
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

    LogFrame FrameOf(List<WriteRequest> round)
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
}
