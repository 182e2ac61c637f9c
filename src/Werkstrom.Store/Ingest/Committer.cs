using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Ingest;

/// <summary>
/// Brings acknowledged samples from memory into DuckDB, on its own thread: every 200 ms or 500,000 samples one transaction that also
/// holds the log position. When DuckDB cannot commit, nothing is lost: the samples are in the log, and it tries again.
/// </summary>
sealed class Committer : IDisposable
{
    const int FirstRetryMs = 200;
    const int LastRetryMs = 5_000;

    /// <summary>What a checkpoint may need beside the samples: row groups that it writes anew, and its own books.</summary>
    const long CheckpointMargin = 16L << 20;

    /// <summary>How long a reader waits for what was acknowledged before it.</summary>
    static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(2);

    const string PositionSql = "UPDATE ingest_state SET position = $1";

    readonly Lock _gate = new();
    readonly Queue<LogFrame> _frames = [];
    readonly AutoResetEvent _arrived = new(false);
    readonly AutoResetEvent _roomier = new(false);
    readonly SortedList<long, List<TaskCompletionSource>> _waiters = [];
    readonly StoreParts _parts;
    readonly DuckConnection _connection;
    readonly LastValues _lastValues;
    bool _stopping;
    bool _flush;
    long _earliest = long.MaxValue;

    public Committer(StoreParts parts)
    {
        _parts = parts;
        _connection = parts.Database.Connect();
        _lastValues = new LastValues(_connection, parts.Tracker);
        Position = (long)_connection.Scalar("SELECT position FROM ingest_state")!;
        Queued = Position;
    }

    /// <summary>Held while a transaction is written; who holds it knows that none is under way.</summary>
    public Lock CommitGate { get; } = new();

    /// <summary>Signals that were merged into others, by number; replaced as a whole under <see cref="CommitGate"/>.</summary>
    public IReadOnlyDictionary<int, int> Merges { get; set; } = new Dictionary<int, int>();

    /// <summary>Everything before it is committed.</summary>
    public long Position { get; private set; }

    /// <summary>Everything before it was handed over.</summary>
    public long Queued { get; private set; }

    /// <summary>Samples that wait for DuckDB.</summary>
    public long Pending => Queued - Position;

    /// <summary>Commits in a row that failed; 0 when all is well.</summary>
    public int Failures { get; private set; }

    /// <summary>When it committed last.</summary>
    public DateTimeOffset? CommittedAt { get; private set; }

    /// <summary>Why the last commit failed; null when all is well.</summary>
    public string? Reason { get; private set; }

    /// <summary>Takes over a frame, which belongs to it from now on.</summary>
    public void Add(LogFrame frame)
    {
        lock (_gate)
        {
            _frames.Enqueue(frame);
            Queued = frame.End;
            _earliest = Math.Min(_earliest, frame.Earliest);
        }

        _arrived.Set();
    }

    /// <summary>Waits, before the log is written, until the memory bound is kept; false when DuckDB fails and so there will be no room soon.</summary>
    public bool WaitForRoom()
    {
        while (Pending > _parts.Options.PendingSamples)
        {
            if (Failures > 0)
                return false;
            _roomier.WaitOne(50);
        }

        return true;
    }

    /// <summary>Completes when everything that was acknowledged before the call can be queried.</summary>
    public Task FlushAsync(CancellationToken stop)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (Queued <= Position)
                return Task.CompletedTask;
            if (!_waiters.TryGetValue(Queued, out var waiters))
                _waiters[Queued] = waiters = [];
            waiters.Add(done);
            _flush = true;
        }

        _arrived.Set();
        return done.Task.WaitAsync(stop);
    }

    /// <summary>
    /// So that whoever was told that a sample is durable also reads it: completes when everything before an instant that was acknowledged
    /// before the call can be queried; at once when nothing of it waits, when commits fail, or after <see cref="LongestCatchUp"/>.
    /// </summary>
    /// <param name="to">Microseconds since 1970, exclusive.</param>
    /// <param name="stop">Ends waiting.</param>
    public Task CatchUpAsync(long to, CancellationToken stop)
    {
        lock (_gate)
        {
            if (_earliest >= to || Failures > 0)
                return Task.CompletedTask;
        }

        return WaitAsync(stop);
    }

    async Task WaitAsync(CancellationToken stop)
    {
        try
        {
            await FlushAsync(stop).WaitAsync(LongestCatchUp, _parts.Time, stop);
        }
        catch (Exception e) when (e is TimeoutException or StoreBusyException)
        {
            // an answer without the last samples is better than none
        }
    }

    /// <summary>The thread. Ends when asked to stop and nothing waits, or the last try failed.</summary>
    public void Run()
    {
        while (true)
        {
            var frames = TakeDue();
            if (frames.Count == 0)
                return;
            while (!TryCommit(frames) && !_stopping)
                _arrived.WaitOne(RetryMs);
        }
    }

    /// <summary>Commits frames of the log at the start, before the thread runs.</summary>
    public void Replay(IReadOnlyList<LogFrame> frames)
    {
        _parts.Options.Step("replay");
        Queued = frames[^1].End;
        Commit(frames);
    }

    /// <summary>Ends <see cref="Run"/> after what waits.</summary>
    public void Stop()
    {
        _stopping = true;
        _arrived.Set();
    }

    /// <summary>Makes a checkpoint: DuckDB's log is empty afterwards and ours can go.</summary>
    public void Checkpoint()
    {
        lock (CommitGate)
        {
            _parts.Options.Step("checkpoint");
            _connection.Execute("CHECKPOINT");
            _parts.Options.Step("drop-log");
            _parts.Log.DropBelow(Position);
        }
    }

    /// <summary>Stores last values, then makes a checkpoint and drops the whole log if everything is committed.</summary>
    public void Finish()
    {
        lock (CommitGate)
        {
            _connection.InTransaction(() => _lastValues.Save(Position));
            if (!HasRoomForCheckpoint)
                return;
            _connection.Execute("CHECKPOINT");
            if (Pending == 0)
                _parts.Log.DropAll();
        }
    }

    public void Dispose()
    {
        FailWaiters();
        _connection.Dispose();
        _arrived.Dispose();
        _roomier.Dispose();
    }

    // what they wait for is in the log, but comes into the tables only when the file is opened again
    void FailWaiters()
    {
        lock (_gate)
        {
            foreach (var waiter in _waiters.Values.SelectMany(w => w))
                waiter.TrySetException(new StoreBusyException(TimeSpan.FromSeconds(1)));
            _waiters.Clear();
        }
    }

    int RetryMs => Math.Min(LastRetryMs, FirstRetryMs << Math.Min(Failures, 10));

    // waits until a commit is due: enough samples, enough time since the first, a flush, or the end
    List<LogFrame> TakeDue()
    {
        var since = 0L;
        while (true)
        {
            lock (_gate)
            {
                var waited = since == 0 ? 0 : Environment.TickCount64 - since;
                var isDue = _flush || _stopping || waited >= _parts.Options.CommitMilliseconds || Pending >= _parts.Options.CommitSamples;
                if (isDue && (_frames.Count > 0 || _stopping))
                    return Take();
                if (_frames.Count > 0 && since == 0)
                    since = Environment.TickCount64;
            }

            _arrived.WaitOne(since == 0 ? Timeout.Infinite : Math.Max(1, (int)(since + _parts.Options.CommitMilliseconds - Environment.TickCount64)));
        }
    }

    List<LogFrame> Take()
    {
        List<LogFrame> frames = [];
        var samples = 0;
        while (_frames.TryPeek(out var frame) && (samples == 0 || samples + frame.Count <= 2 * _parts.Options.CommitSamples))
        {
            samples += frame.Count;
            frames.Add(_frames.Dequeue());
        }

        _flush = _flush && _frames.Count > 0;
        return frames;
    }

    bool TryCommit(List<LogFrame> frames)
    {
        try
        {
            Commit(frames);
            return true;
        }
        catch (Exception e) when (e is DuckException or IOException)
        {
            Failures++;
            _parts.Database.Report(e);
            Reason = e.Message;
            _parts.Meters.CommitErrors.Add(1);
            _parts.Logger.CommitFailed(Pending, e.Message, RetryMs);
            return false;
        }
    }

    void Commit(IReadOnlyList<LogFrame> frames)
    {
        lock (CommitGate)
        {
            using var sorter = new FrameSorter(_connection, _parts.Days, _parts.Tracker.Marks, Merges);
            var marks = _parts.Tracker.Marks.TakeUnsaved();
            try
            {
                _connection.InTransaction(() => Write(frames, sorter, marks));
            }
            catch
            {
                _parts.Tracker.Marks.Unsave(marks);
                throw;
            }

            Committed(frames, sorter);
        }

        Release();
        CheckpointWhenDue();
    }

    long Write(IReadOnlyList<LogFrame> frames, FrameSorter sorter, (int Signal, int Day)[] marks)
    {
        foreach (var frame in frames)
            sorter.Add(frame, Position);
        sorter.Flush();
        foreach (var (signal, day) in marks)
            _connection.Execute("INSERT INTO sample_untidy VALUES ($1, $2)", signal, day);
        _lastValues.SaveWhenDue(Position);
        _parts.Options.Step("commit");
        return _connection.Execute(PositionSql, frames[^1].End);
    }

    void Committed(IReadOnlyList<LogFrame> frames, FrameSorter sorter)
    {
        var now = _parts.Time.GetUtcNow();
        foreach (var ((day, isLate), samples) in sorter.Counts)
        {
            _parts.Days.Add(day, isLate, samples, now);
            _parts.Meters.Samples.Add(samples);
            if (isLate)
                _parts.Meters.Late.Add(samples);
        }

        (Position, CommittedAt, Failures, Reason) = (frames[^1].End, now, 0, null);
        foreach (var frame in frames)
            frame.Return();
    }

    void Release()
    {
        List<TaskCompletionSource> done = [];
        lock (_gate)
        {
            _earliest = _frames.Count == 0 ? long.MaxValue : _frames.Min(f => f.Earliest);
            while (_waiters.Count > 0 && _waiters.Keys[0] <= Position)
            {
                done.AddRange(_waiters.Values[0]);
                _waiters.RemoveAt(0);
            }
        }

        done.ForEach(d => d.TrySetResult());
        _roomier.Set();
    }

    /// <summary>
    /// Makes a checkpoint when one of the two logs has grown so long. Not on a disk that is nearly full: a checkpoint that fails half-way
    /// closes DuckDB until the program starts again, which is also why DuckDB makes none by itself.
    /// </summary>
    public void CheckpointWhenDue()
    {
        var limit = (long)_parts.Options.CheckpointMb << 20;
        if ((_parts.Database.WalBytes > limit || _parts.Log.Bytes > limit) && HasRoomForCheckpoint)
            TryCheckpoint();
    }

    bool HasRoomForCheckpoint =>
        new DriveInfo(_parts.Folder.Path).AvailableFreeSpace > CheckpointMargin + (2 * _parts.Database.WalBytes);

    void TryCheckpoint()
    {
        try
        {
            Checkpoint();
        }
        catch (DuckException e)
        {
            // another transaction is being written: the next commit tries again; or the disk became full in the midst of it
            _parts.Database.Report(e);
            _parts.Logger.CheckpointPut(e.Message);
        }
    }
}
