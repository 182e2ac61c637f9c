using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Data;
using Werkstrom.Store.Closing;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Live;

namespace Werkstrom.Store;

/// <summary>The Store of one data folder: opens it, runs its threads, and offers what concerns it as a whole.</summary>
public sealed class SampleStore : ISampleSink, IDisposable
{
    /// <summary>Samples that are committed together while the log is replayed.</summary>
    const int ReplaySamples = 500_000;

    static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    readonly DataFolder _folder;
    readonly StoreOptions _options;
    readonly TimeProvider _time;
    readonly ILogger _log;
    readonly SignalFacts _signals;
    readonly SampleTracker _tracker = new();
    readonly StoreMeters _meters = new();
    readonly Lock _life = new();
    readonly ManualResetEventSlim _ended = new();
    OpenStore? _open;
    volatile bool _isEnding;
    volatile bool _isReopening;
    string? _trouble;
    LogReader? _replayed;

    internal SampleStore(DataFolder folder, StoreOptions options, TimeProvider time, ILogger log, SignalFacts signals)
    {
        (_folder, _options, _time, _log, _signals) = (folder, options, time, log, signals);
        Live = new LiveValues(_tracker, time, signals.Shown);
        Reads = new StoreReads(this);
        Observe();
    }

    /// <summary>The last value of every signal.</summary>
    public LiveValues Live { get; }

    /// <summary>How it is. Cheap enough to be asked every second.</summary>
    public StoreStatus Status => _open is { } open ? StatusOf(open) : new(false, 0, _options.QueueSamples, 0, 0, 0, 0, 0, null, 0, 0, 0, 0, 0, 0, 0, _isReopening ? _trouble ?? "The Store's file is opened again." : null);

    /// <summary>Connections for queries.</summary>
    internal StoreReads Reads { get; }

    internal Closer Closer => Opened.Closer;

    internal Committer Committer => Opened.Committer;

    OpenStore Opened => _open ?? throw new InvalidOperationException("The Store is not open.");

    /// <inheritdoc/>
    public ValueTask WriteAsync(SampleBatch batch, CancellationToken stop) =>
        _open is null && _isReopening ? throw InRepair() : Opened.Sink.WriteAsync(batch, stop);

    /// <inheritdoc/>
    public ValueTask HoldAsync(SampleBatch batch, CancellationToken stop) =>
        _open is null && _isReopening ? throw InRepair() : Opened.Sink.HoldAsync(batch, stop);

    /// <inheritdoc/>
    public void WriteHeld() => _open?.Sink.WriteHeld(); // what a sink holds that is closed meanwhile it writes at its end

    /// <summary>Completes when everything that was acknowledged before the call can be queried.</summary>
    /// <exception cref="StoreBusyException">The Store repairs itself and takes longer than <see cref="StoreOptions.RepairWait"/>.</exception>
    public async Task FlushAsync(CancellationToken stop)
    {
        var open = await WhenOpenAsync(stop);
        try
        {
            await open.Committer.FlushAsync(stop);
        }
        catch (StoreBusyException)
        {
            await WhenOpenAsync(stop); // the log was replayed: what was waited for is in the tables
        }
    }

    /// <summary>Completes when what was acknowledged before the call and lies before an instant can be queried, or after two seconds.</summary>
    internal Task CatchUpAsync(long to, CancellationToken stop) => _open?.Committer.CatchUpAsync(to, stop) ?? WhenOpenAsync(stop);

    /// <summary>The open Store; waits for it, within <see cref="StoreOptions.RepairWait"/>, while it repairs itself.</summary>
    /// <exception cref="StoreBusyException">It takes longer.</exception>
    internal async Task<OpenStore> WhenOpenAsync(CancellationToken stop)
    {
        var started = _time.GetTimestamp();
        while (_open is null && _isReopening && !_isEnding)
        {
            if (_time.GetElapsedTime(started) >= _options.RepairWait)
                throw InRepair();
            await Task.Delay(BetweenLooks, _time, stop);
        }

        return Opened;
    }

    /// <summary>
    /// Gives all samples of one signal to another, whose own win at equal instants; what is still under way to the first follows.
    /// </summary>
    /// <param name="from">The signal that ends.</param>
    /// <param name="into">The signal that lives on.</param>
    /// <param name="stop">Ends waiting, not the merge once it has begun.</param>
    public async Task MergeAsync(int from, int into, CancellationToken stop)
    {
        if (from == into)
            return;
        await FlushAsync(stop);
        var open = await WhenOpenAsync(stop);
        await Task.Run(() => new Merger(open.Parts, open.Committer, open.Closer).Merge(from, into), stop);
    }

    /// <summary>
    /// Copies the Store while it runs into a folder laid out like a data folder: <c>store.duckdb</c>, <c>log/</c>, <c>archive/</c>.
    /// Everything that was acknowledged before the call is in it. Copy the registry after it, so that it knows every signal.
    /// </summary>
    /// <returns>Bytes written.</returns>
    public async Task<long> BackupAsync(string targetFolder, IProgress<BackupProgress>? progress, CancellationToken stop)
    {
        var started = _time.GetTimestamp();
        var open = await WhenOpenAsync(stop);
        var bytes = await Task.Run(() => new StoreBackup(open.Parts).Run(targetFolder, progress, stop), stop);
        _log.BackedUp(targetFolder, bytes, (long)_time.GetElapsedTime(started).TotalMilliseconds);
        return bytes;
    }

    /// <summary>Closes now all days that are over, merges what is late, sorts months that are over; for commands and tests.</summary>
    public async Task CloseDaysAsync(CancellationToken stop)
    {
        await FlushAsync(stop);
        var open = await WhenOpenAsync(stop);
        await Task.Run(() => open.Closer.RunOnce(atOnce: true), stop);
    }

    /// <summary>Opens the files, replays the log, starts the threads.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    internal void Start()
    {
        Leftovers.Delete(_folder);
        OpenFiles();
    }

    void OpenFiles()
    {
        var started = _time.GetTimestamp();
        var database = StoreDatabase.Open(_folder, _options);
        try
        {
            Open(database, started);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "OpenStore owns and disposes them")]
    void Open(StoreDatabase database, long started)
    {
        var log = new IngestLog(_folder.Log, (long)_options.SegmentMb << 20);
        var parts = new StoreParts(_folder, _options, _time, _log, database, log, _tracker, new DayBook(), Live, _meters, _signals);
        var reads = new ReadPool(database, _tracker.Marks, _options.Readers);
        var committer = new Committer(parts);
        var closer = new Closer(parts, committer, reads);
        long replayed;
        try
        {
            closer.Load();
            replayed = Replay(parts, committer);
        }
        catch
        {
            closer.Dispose();
            committer.Dispose();
            reads.Dispose();
            throw;
        }

        var open = new OpenStore(parts, reads, committer, closer, new SampleSink(parts, committer));
        open.StartThreads();
        _open = open;
        database.Broken = () => Reopen(open);
        _log.StoreOpen(replayed, parts.Days.ClosedCount, (long)_time.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Takes no more, brings everything into DuckDB, and closes the files.</summary>
    internal void Stop()
    {
        _isEnding = true;
        _ended.Set();
        lock (_life)
        {
            if (Interlocked.Exchange(ref _open, null) is { } open)
                open.Stop();
        }
    }

    /// <summary>DuckDB has given up: everything is closed and opened again, until it succeeds. The log has all that was acknowledged.</summary>
    void Reopen(OpenStore broken)
    {
        _isReopening = true;
        if (Interlocked.CompareExchange(ref _open, null, broken) != broken)
            return;
        _log.Reopening();
        new Thread(() => CloseAndOpen(broken)) { Name = "Store reopening", IsBackground = true }.Start();
    }

    StoreBusyException InRepair() => new(
        BetweenTries, $"The Store opens its file again after a failed write; nothing acknowledged is lost. Try again soon.{(_trouble is { } why ? $" Last try: {why}" : "")}");

    void CloseAndOpen(OpenStore broken)
    {
        lock (_life)
            broken.Stop();
        while (!TryReopen())
            _ended.Wait(BetweenTries);
    }

    bool TryReopen()
    {
        lock (_life)
        {
            if (_isEnding)
                return true;
            try
            {
                OpenFiles();
                (_isReopening, _trouble) = (false, null);
                return true;
            }
            catch (Exception e) when (e is DuckException or IOException)
            {
                _trouble = e.Message;
                _log.ReopenFailed(e.Message);
                return false;
            }
        }
    }

    /// <summary>Stops it.</summary>
    public void Dispose()
    {
        Stop();
        _ended.Dispose();
        _meters.Dispose();
    }

    long Replay(StoreParts parts, Committer committer)
    {
        using (var connection = parts.Database.Connect())
        {
            LastValues.Restore(connection, _tracker);
            committer.Merges = Merger.Resolved(connection);
        }

        var from = committer.Position;
        _replayed = new LogReader(_folder.Log, _log);
        List<LogFrame> frames = [];
        foreach (var frame in _replayed.ReadFrom(from))
        {
            _tracker.Take(frame);
            frames.Add(frame);
            if (frame.End - committer.Position < ReplaySamples)
                continue;
            committer.Replay(frames);
            frames.Clear();
        }

        if (frames.Count > 0)
            committer.Replay(frames);
        foreach (var (first, path) in IngestLog.FilesIn(_folder.Log))
            parts.Log.Adopt(first, new FileInfo(path).Length);
        return committer.Position - from;
    }

    StoreStatus StatusOf(OpenStore open)
    {
        var (parts, committer, late) = (open.Parts, open.Committer, open.Parts.Days.Late());
        return new StoreStatus(
            true, open.Sink.Queued, _options.QueueSamples, committer.Pending, committer.Queued, parts.Log.Bytes,
            parts.Database.Bytes + parts.Database.WalBytes, open.Closer.ArchiveBytes, committer.CommittedAt, parts.Days.ClosedCount,
            parts.Days.Hot().Length, late.Sum(d => d.Load.Samples), open.Closer.Duplicates, committer.Failures,
            _replayed?.Corrupt ?? 0, _replayed?.Lost ?? 0, open.Sink.Reason ?? committer.Reason ?? open.Closer.Reason);
    }

    void Observe()
    {
        _meters.Observe("store.queue.samples", "{sample}", "Samples that wait for the log", () => Status.QueuedSamples);
        _meters.Observe("store.pending.samples", "{sample}", "Acknowledged samples that wait for DuckDB", () => Status.PendingSamples);
        _meters.Observe("store.log.size", "By", "Ingest log", () => Status.LogBytes);
        _meters.Observe("store.database.size", "By", "DuckDB's file and log", () => Status.DatabaseBytes);
        _meters.Observe("store.days.closed", "{day}", "Closed days", () => Status.ClosedDays);
    }
}
