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

    /// <summary>How long a reader waits for what was acknowledged before it.</summary>
    static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(2);

    const string PositionSql = "UPDATE ingest_state SET position = $1";

    readonly CommitQueue _queue;
    readonly AutoResetEvent _roomier = new(false);
    readonly StoreParts _parts;
    readonly DuckConnection _connection;
    readonly LastValues _lastValues;

    public Committer(StoreParts parts)
    {
        _parts = parts;
        _connection = parts.Database.Connect();
        _lastValues = new LastValues(_connection, parts.Tracker);
        _queue = new(parts.Options, (long)_connection.Scalar("SELECT position FROM ingest_state")!);
        Checkpoints = new(parts, _connection, CommitGate);
    }

    /// <summary>Held while a transaction is written; who holds it knows that none is under way.</summary>
    public Lock CommitGate { get; } = new();

    /// <summary>Signals that were merged into others, by number; replaced as a whole under <see cref="CommitGate"/>.</summary>
    public IReadOnlyDictionary<int, int> Merges { get; set; } = new Dictionary<int, int>();

    /// <summary>Brings DuckDB's log into its file, so that ours can go.</summary>
    public Checkpoints Checkpoints { get; }

    /// <summary>Everything before it is committed.</summary>
    public long Position => _queue.Position;

    /// <summary>Everything before it was handed over.</summary>
    public long Queued => _queue.Queued;

    /// <summary>Samples that wait for DuckDB.</summary>
    public long Pending => Queued - Position;

    /// <summary>Commits in a row that failed; 0 when all is well.</summary>
    public int Failures { get; private set; }

    /// <summary>When it committed last.</summary>
    public DateTimeOffset? CommittedAt { get; private set; }

    /// <summary>Why the last commit failed; null when all is well.</summary>
    public string? Reason { get; private set; }

    /// <inheritdoc cref="CommitQueue.Add"/>
    public void Add(LogFrame frame) => _queue.Add(frame);

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

    /// <inheritdoc cref="CommitQueue.FlushAsync"/>
    public Task FlushAsync(CancellationToken stop) => _queue.FlushAsync(stop);

    /// <summary>
    /// So that whoever was told that a sample is durable also reads it: completes when everything before an instant that was acknowledged
    /// before the call can be queried; at once when nothing of it waits, when commits fail, or after <see cref="LongestCatchUp"/>.
    /// </summary>
    /// <param name="to">Microseconds since 1970, exclusive.</param>
    /// <param name="stop">Ends waiting.</param>
    public Task CatchUpAsync(long to, CancellationToken stop) =>
        Failures > 0 || !_queue.Waits(to) ? Task.CompletedTask : WaitAsync(stop);

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
            var frames = _queue.TakeDue();
            if (frames.Count == 0)
                return;
            while (!TryCommit(frames) && !_queue.IsStopping)
                _queue.Wait(RetryMs);
        }
    }

    /// <summary>Commits frames of the log at the start, before the thread runs.</summary>
    public void Replay(IReadOnlyList<LogFrame> frames)
    {
        _parts.Options.Step("replay");
        _queue.Pass(frames[^1].End);
        Commit(frames);
    }

    /// <summary>Ends <see cref="Run"/> after what waits.</summary>
    public void Stop() => _queue.Stop();

    /// <summary>Stores last values, then makes a checkpoint and drops the whole log if everything is committed.</summary>
    public void Finish()
    {
        lock (CommitGate)
        {
            _connection.InTransaction(() => _lastValues.Save(Position));
            Checkpoints.MakeLast(isAllCommitted: Pending == 0);
        }
    }

    public void Dispose()
    {
        _queue.Dispose();
        _connection.Dispose();
        _roomier.Dispose();
    }

    int RetryMs => Math.Min(LastRetryMs, FirstRetryMs << Math.Min(Failures, 10));

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

        _queue.Release();
        _roomier.Set();
        Checkpoints.MakeWhenDue(Position);
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

        _queue.Position = frames[^1].End;
        (CommittedAt, Failures, Reason) = (now, 0, null);
        foreach (var frame in frames)
            frame.Return();
    }
}
