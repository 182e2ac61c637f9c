namespace Werkstrom.Store.Ingest;

/// <summary>Frames between log and DuckDB, and those who wait until they are committed.</summary>
sealed class CommitQueue(StoreOptions options, long position) : IDisposable
{
    readonly Lock _gate = new();
    readonly Queue<LogFrame> _frames = [];
    readonly AutoResetEvent _arrived = new(false);
    readonly SortedList<long, List<TaskCompletionSource>> _waiters = [];
    long _position = position;
    long _queued = position;
    long _earliest = long.MaxValue;
    bool _flush;

    /// <summary>Everything before it is committed; set by the committer before <see cref="Release"/>.</summary>
    public long Position
    {
        get => Interlocked.Read(ref _position);
        set => Interlocked.Exchange(ref _position, value);
    }

    /// <summary>Everything before it was handed over.</summary>
    public long Queued => Interlocked.Read(ref _queued);

    /// <summary>True when the committer shall end.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Takes over a frame, which belongs to it from now on.</summary>
    public void Add(LogFrame frame)
    {
        lock (_gate)
        {
            _frames.Enqueue(frame);
            Pass(frame.End);
            _earliest = Math.Min(_earliest, frame.Earliest);
        }

        _arrived.Set();
    }

    /// <summary>Everything before a position was handed over, by another way.</summary>
    public void Pass(long end) => Interlocked.Exchange(ref _queued, end);

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

    /// <summary>True when something before an instant waits.</summary>
    /// <param name="to">Microseconds since 1970, exclusive.</param>
    public bool Waits(long to)
    {
        lock (_gate)
            return _earliest < to;
    }

    /// <summary>Waits until a commit is due: enough samples, enough time since the first, a flush, or the end; none at the end.</summary>
    public List<LogFrame> TakeDue()
    {
        var since = 0L;
        while (true)
        {
            lock (_gate)
            {
                var waited = since == 0 ? 0 : Environment.TickCount64 - since;
                var isDue = _flush || IsStopping || waited >= options.CommitMilliseconds || Queued - Position >= options.CommitSamples;
                if (isDue && (_frames.Count > 0 || IsStopping))
                    return Take();
                if (_frames.Count > 0 && since == 0)
                    since = Environment.TickCount64;
            }

            _arrived.WaitOne(since == 0 ? Timeout.Infinite : Math.Max(1, (int)(since + options.CommitMilliseconds - Environment.TickCount64)));
        }
    }

    List<LogFrame> Take()
    {
        List<LogFrame> frames = [];
        var samples = 0;
        while (_frames.TryPeek(out var frame) && (samples == 0 || samples + frame.Count <= 2 * options.CommitSamples))
        {
            samples += frame.Count;
            frames.Add(_frames.Dequeue());
        }

        _flush = _flush && _frames.Count > 0;
        return frames;
    }

    /// <summary>Waits so long, or until something comes.</summary>
    public void Wait(int milliseconds) => _arrived.WaitOne(milliseconds);

    /// <summary>Ends <see cref="TakeDue"/> after what waits.</summary>
    public void Stop()
    {
        IsStopping = true;
        _arrived.Set();
    }

    /// <summary>Tells those who wait for what is committed now.</summary>
    public void Release()
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
    }

    public void Dispose()
    {
        FailWaiters();
        _arrived.Dispose();
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
}
