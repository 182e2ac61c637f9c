using System.Threading.Channels;
using Werkstrom.Store.Closing;
using Werkstrom.Store.Live;

namespace Werkstrom.Store.Duck;

/// <summary>
/// Connections for reading. Each read runs in one transaction, so it sees one moment; at most <see cref="StoreOptions.Readers"/> run
/// at once, further ones wait.
/// </summary>
sealed class ReadPool : IDisposable
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    readonly Channel<ReadLease> _free = Channel.CreateUnbounded<ReadLease>();
    readonly Lock _gate = new();
    readonly HashSet<long> _active = [];
    readonly List<(long Before, Action Action)> _later = [];
    readonly TidyMarks _marks;
    readonly StoreDatabase _database;
    readonly CountdownEvent _closed;
    long _tickets;

    public ReadPool(StoreDatabase database, TidyMarks marks, int readers)
    {
        (_database, _marks) = (database, marks);
        _closed = new(readers);
        for (var i = 0; i < readers; i++)
            _free.Writer.TryWrite(new ReadLease(database.Connect(), marks));
    }

    /// <summary>Runs a read on a thread of the pool, the caller's own if it is one; cancelling interrupts DuckDB.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled, also while DuckDB was at it.</exception>
    /// <exception cref="DuckException">DuckDB refused.</exception>
    public async Task<T> RunAsync<T>(Func<ReadLease, T> read, CancellationToken stop)
    {
        var lease = await _free.Reader.ReadAsync(stop);
        try
        {
            return Thread.CurrentThread.IsThreadPoolThread ? Run(lease, read, stop) : await Task.Run(() => Run(lease, read, stop), stop);
        }
        finally
        {
            Return(lease);
        }
    }

    /// <summary>Runs an action as soon as every read that is now running has ended; soon when there is none.</summary>
    public void AfterCurrentReads(Action action)
    {
        lock (_gate)
        {
            if (_active.Count > 0)
            {
                _later.Add((_tickets, action));
                return;
            }
        }

        Start(action);
    }

    public void Dispose()
    {
        _free.Writer.TryComplete();
        while (_free.Reader.TryRead(out var lease))
            Close(lease);
        // the file must not be opened again while an old connection holds it; whoever still reads is about to fail
        _closed.Wait(LongestWait);
    }

    void Return(ReadLease lease)
    {
        if (!_free.Writer.TryWrite(lease))
            Close(lease);
    }

    void Close(ReadLease lease)
    {
        lease.Dispose();
        _closed.Signal();
    }

    T Run<T>(ReadLease lease, Func<ReadLease, T> read, CancellationToken stop)
    {
        var ticket = Enter();
        try
        {
            lease.Begin();
            using var interrupt = stop.Register(lease.Connection.Interrupt);
            return read(lease);
        }
        catch (DuckException e) when (e.IsInterrupt && stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, stop);
        }
        catch (DuckException e) when (e.IsFatal)
        {
            _database.Report(e);
            throw;
        }
        finally
        {
            lease.End();
            Leave(ticket);
        }
    }

    // on a thread of its own: the action may wait for a commit, which no reader and no closing should
    static void Start(Action action) => ThreadPool.QueueUserWorkItem(static act => act(), action, preferLocal: false);

    long Enter()
    {
        lock (_gate)
        {
            _active.Add(++_tickets);
            return _tickets;
        }
    }

    void Leave(long ticket)
    {
        List<Action> due = [];
        lock (_gate)
        {
            _active.Remove(ticket);
            var oldest = _active.Count == 0 ? long.MaxValue : _active.Min();
            due.AddRange(_later.Where(l => l.Before < oldest).Select(l => l.Action));
            _later.RemoveAll(l => l.Before < oldest);
        }

        due.ForEach(Start);
    }
}

/// <summary>A connection in one reading transaction.</summary>
sealed class ReadLease(DuckConnection connection, TidyMarks marks) : IDisposable
{
    /// <summary>Statements kept prepared per connection.</summary>
    const int MaxStatements = 200;

    readonly Dictionary<string, DuckStatement> _statements = [];

    /// <summary>The connection; leave its transaction alone.</summary>
    public DuckConnection Connection => connection;

    /// <summary>Everything before this position of the log is in the tables as this transaction sees them.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// True when <c>sample_hot</c> and <c>sample_closed</c> together hold every sample of the signal in the span just once and
    /// <c>sample_late</c> holds none; else the reader picks by rank, see README.md, "Tables".
    /// </summary>
    /// <param name="signal">Number of the signal.</param>
    /// <param name="from">Microseconds since 1970, inclusive.</param>
    /// <param name="to">Microseconds since 1970, exclusive.</param>
    public bool IsTidy(int signal, long from, long to) =>
        marks.IsTidy(signal, UtcDay.Of(from), UtcDay.Of(to - 1));

    /// <summary>False when no row of this transaction's <c>sample_hot</c> lies in the span: it need not be read.</summary>
    /// <param name="from">Microseconds since 1970, inclusive.</param>
    /// <param name="to">Microseconds since 1970, exclusive.</param>
    public bool IsHot(long from, long to) => marks.IsHot(UtcDay.Of(from), UtcDay.Of(to - 1));

    /// <summary>The statement, prepared once per connection and kept: bind all its values anew each time; do not dispose it.</summary>
    public DuckStatement Statement(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
            return statement;
        if (_statements.Count >= MaxStatements)
            ForgetStatements();
        return _statements[sql] = connection.Prepare(sql);
    }

    internal void Begin()
    {
        Statement("BEGIN TRANSACTION READ ONLY").Execute().Dispose();
        // DuckDB fixes what a transaction sees at its first look into a table: now, before the marks are asked
        using var result = Statement("SELECT position FROM ingest_state").Execute();
        using var chunk = result.Next()!;
        Position = chunk.Int64(0)[0];
    }

    internal void End()
    {
        try
        {
            Statement("ROLLBACK").Execute().Dispose();
        }
        catch (DuckException)
        {
            connection.Rollback(); // an error has ended the transaction, or only the plain way still works
        }
    }

    public void Dispose()
    {
        ForgetStatements();
        connection.Dispose();
    }

    void ForgetStatements()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
    }
}
