using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Journal;

/// <summary>
/// The append-only file of sessions and retained messages. Records are put into memory at once; who needs them on the disk waits
/// with <see cref="DurableAsync"/>, and one write and one fsync serve all who wait. When the log has grown, a snapshot of what
/// holds replaces it: the file is named after the position that it begins at.
/// </summary>
sealed partial class MqttJournal(string folder, long compactAfter, ILogger log) : IAsyncDisposable
{
    readonly Lock _gate = new();
    readonly SemaphoreSlim _wake = new(0);
    readonly ReaderWriterLockSlim _together = new();
    readonly CancellationTokenSource _end = new();
    RecordWriter _pending = new();
    RecordWriter _spare = new();
    TaskCompletionSource? _next;
    TaskCompletionSource? _writing;
    SafeFileHandle? _file;
    Task _loop = Task.CompletedTask;
    Task _compacting = Task.CompletedTask;
    long _segmentStart;
    long _pendingFrom;
    long _appended;
    long _durable;
    long _snapshotBytes;
    bool _broken;
    bool _stopped;

    /// <summary>Gives what holds, for a snapshot.</summary>
    public Func<(IEnumerable<Session> Sessions, IEnumerable<Message> Retained)> State { get; set; } = () => ([], []);

    /// <summary>Everything before this position is on the disk.</summary>
    public long DurableTo => Volatile.Read(ref _durable);

    /// <summary>Position behind the last record.</summary>
    public long AppendedTo
    {
        get
        {
            lock (_gate)
                return _appended;
        }
    }

    /// <summary>Reads what an earlier run left.</summary>
    public Replay Load()
    {
        Directory.CreateDirectory(folder);
        var replay = new Replay();
        _appended = _durable = _pendingFrom = JournalFiles.Read(folder, replay, log);
        return replay;
    }

    /// <summary>Begins to write, with a snapshot of what holds now.</summary>
    public void Start()
    {
        Rewrite();
        _loop = Task.Run(WriteLoopAsync, CancellationToken.None);
    }

    /// <summary>Until <see cref="EndTogether"/> what any thread puts in goes to the disk in one write, or not at all.</summary>
    public void BeginTogether() => _together.EnterReadLock();

    /// <summary>Ends <see cref="BeginTogether"/>, on the same thread.</summary>
    public void EndTogether() => _together.ExitReadLock();

    /// <summary>Completes when everything that was put in so far is on the disk.</summary>
    /// <exception cref="IOException">The disk is full, read-only or broken: nothing may be acknowledged.</exception>
    public Task DurableAsync()
    {
        lock (_gate)
        {
            if (_broken)
                return Task.FromException(new IOException("The journal of sessions cannot be written."));
            if (_appended <= _durable)
                return Task.CompletedTask;
            if (_pending.Length == 0)
                return _writing?.Task ?? Task.CompletedTask;
            if (_next is null)
            {
                _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _wake.Release();
            }

            return _next.Task;
        }
    }

    /// <summary>Copies the files, with everything that was put in so far, while others go on putting in.</summary>
    /// <exception cref="IOException">The disk is full, read-only or broken.</exception>
    public async Task CopyAsync(string target, CancellationToken stop)
    {
        await DurableAsync().WaitAsync(stop);
        await JournalFiles.CopyAsync(folder, target, stop);
    }

    /// <summary>Writes what nobody waits for, and heals a journal that could not be written. Called now and then.</summary>
    public void Tidy()
    {
        lock (_gate)
        {
            if (!_stopped && (_broken || _pending.Length > 0))
                _wake.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_stopped)
                return;
            _stopped = true;
            _wake.Release();
        }

        await _end.CancelAsync();
        await _loop;
        await _compacting;
        _file?.Dispose();
        _end.Dispose();
        _wake.Dispose();
        _together.Dispose();
    }

    async Task WriteLoopAsync()
    {
        while (true)
        {
            await _wake.WaitAsync(CancellationToken.None);
            bool last;
            lock (_gate)
                last = _stopped;
            if (_broken)
                Heal();
            else
                WriteOnce();
            if (last)
                return;
            if (!_broken && _durable - _segmentStart > Math.Max(compactAfter, _snapshotBytes) && _compacting.IsCompleted)
                BeginCompaction();
        }
    }

    void WriteOnce()
    {
        RecordWriter writing;
        long from;
        TaskCompletionSource? waiting;
        _together.EnterWriteLock();
        lock (_gate)
        {
            (writing, from, waiting) = (_pending, _pendingFrom, _next);
            if (writing.Length > 0)
            {
                _writing = waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                (_pending, _next) = (_spare, null);
                _pendingFrom = from + writing.Length;
            }
        }

        _together.ExitWriteLock();
        if (writing.Length == 0)
            return;

        try
        {
            RandomAccess.Write(_file!, writing.Written.Span, from - _segmentStart);
            RandomAccess.FlushToDisk(_file!);
            Volatile.Write(ref _durable, from + writing.Length);
            Finish(writing);
            waiting!.SetResult();
        }
        catch (Exception e) // whatever it is, those who wait must hear of it
        {
            Break(e, waiting!);
            Finish(writing);
        }
    }

    void Finish(RecordWriter written)
    {
        written.Clear();
        lock (_gate)
            (_spare, _writing) = (written, null);
    }

    void Break(Exception e, TaskCompletionSource waiting)
    {
        TaskCompletionSource? next;
        lock (_gate)
        {
            _broken = true;
            (next, _next) = (_next, null);
        }

        log.JournalBroken(e);
        var cause = new IOException("The journal of sessions cannot be written.", e);
        waiting.SetException(cause);
        next?.SetException(cause);
    }

    // what failed may be half on the disk: memory holds the truth, and a snapshot of it in a new file replaces everything
    void Heal()
    {
        try
        {
            Rewrite();
            lock (_gate)
                _broken = false;
            log.JournalHealed();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.JournalBroken(e);
        }
    }

    // a new file, and a snapshot of what memory holds; what waits to be written is in it. No message is half passed on meanwhile.
    void Rewrite()
    {
        _together.EnterWriteLock();
        try
        {
            long start;
            lock (_gate)
            {
                _pending.Clear();
                start = _pendingFrom = _appended;
            }

            OpenSegment(start);
            WriteSnapshot(start);
            Snapshot.Put(folder, start);
            Volatile.Write(ref _durable, start);
        }
        finally
        {
            _together.ExitWriteLock();
        }
    }

    void BeginCompaction()
    {
        try
        {
            var start = _durable;
            OpenSegment(start);
            _compacting = Task.Run(() => CompactAsync(start)); // healing may open another one meanwhile
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.JournalBroken(e); // the file that is open goes on growing
        }
    }

    async Task CompactAsync(long start)
    {
        try
        {
            WriteSnapshot(start);
            _together.EnterWriteLock(); // what the snapshot knows to be passed on is in the log now, with all its copies
            _together.ExitWriteLock();
            await DurableAsync().WaitAsync(_end.Token);
            Snapshot.Put(folder, start);
        }
        catch (OperationCanceledException)
        {
            // the program ends: the older files stay and hold everything
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.JournalBroken(e); // as above
        }
    }

    void OpenSegment(long start)
    {
        var file = JournalFiles.Create(folder, start);
        _file?.Dispose();
        (_file, _segmentStart) = (file, start);
    }

    void WriteSnapshot(long start)
    {
        var (sessions, retained) = State();
        _snapshotBytes = Snapshot.Write(folder, start, sessions, retained, () => AppendedTo);
    }
}
