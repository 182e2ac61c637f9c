using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Sql;

/// <summary>Watches a running query and interrupts it when it takes too long or too much memory, or is no longer wanted.</summary>
sealed class SqlLimits : IDisposable
{
    // blocks of tables that a scan leaves in the buffers are no need of the query: they give way to anything else
    const string Used = "SELECT coalesce(sum(memory_usage_bytes + temporary_storage_bytes), 0)::BIGINT FROM duckdb_memory() WHERE tag NOT IN ('BASE_TABLE', 'METADATA')";

    readonly DuckConnection _query;
    readonly DuckConnection _watcher;
    readonly SqlOptions _options;
    readonly CancellationTokenSource _stop;
    readonly CancellationTokenRegistration _interrupt;
    readonly Lock _gate = new();
    readonly ITimer _timer;
    readonly SqlShare _share;
    bool _isOver;

    public SqlLimits(DuckConnection query, DuckConnection watcher, SqlShare share, SqlOptions options, TimeProvider time, CancellationToken stop)
    {
        (_query, _watcher, _share, _options) = (query, watcher, share, options);
        _share.Enter(this, Bytes());
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _interrupt = _stop.Token.UnsafeRegister(static q => ((DuckConnection)q!).Interrupt(), query);
        _timer = time.CreateTimer(_ => Look(), null, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));
        Deadline = time.GetTimestamp() + (long)(options.Seconds * time.TimestampFrequency);
        Time = time;
    }

    /// <summary>Why the query was interrupted, or null.</summary>
    public string? Reason { get; private set; }

    long Deadline { get; }

    TimeProvider Time { get; }

    public void Dispose()
    {
        lock (_gate)
            _isOver = true;
        _share.Leave(this);
        _timer.Dispose();
        _interrupt.Dispose();
        _stop.Dispose();
    }

    void Look()
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            Reason ??= Time.GetTimestamp() >= Deadline ? $"The query took longer than {_options.Seconds} s and was stopped."
                : _share.IsTooMuch(this, Bytes(), _options.Megabytes * 1_048_576L) ? $"The queries that ran needed more than {_options.Megabytes} MB together, and this one was stopped."
                : null;
            // again and again: DuckDB forgets an interrupt that comes between two statements
            if (Reason is not null)
                _query.Interrupt();
        }
    }

    long Bytes() => _watcher.Scalar(Used) as long? ?? 0;
}
