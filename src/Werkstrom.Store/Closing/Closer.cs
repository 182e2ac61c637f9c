using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Closing;

/// <summary>
/// Works behind ingest, on its own thread: closes days that are over, merges what came late, sorts and archives whole months, lets
/// go what is older than a signal is kept. Each step is one transaction: after a crash it has happened or not.
/// </summary>
sealed class Closer(StoreParts parts, Committer committer, ReadPool reads) : IDisposable
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    readonly DuckConnection _connection = parts.Database.Connect();
    readonly Archive _archive = new(parts.Folder.Archive, parts.Folder.Temporary);
    readonly AutoResetEvent _poke = new(false);
    readonly Lock _work = new();
    readonly DueSpans _due = new(parts);
    int _retainedDay = int.MinValue;
    bool _stopping;

    /// <summary>Held while a step runs; who holds it knows that none is under way.</summary>
    public Lock Work => _work;

    /// <summary>Samples that a later one of the same instant replaced, since the start.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Bytes of the archive.</summary>
    public long ArchiveBytes => _archive.Bytes;

    /// <summary>Why the last step failed; null when all is well.</summary>
    public string? Reason { get; private set; }

    /// <summary>Reads what is closed and what waits, at the start.</summary>
    public void Load()
    {
        var now = parts.Time.GetUtcNow();
        Each("SELECT day::BIGINT, samples FROM closed_day", (day, _) =>
        {
            parts.Days.Close((int)day);
            // not sorted as a whole yet, unless the next line knows better: a crash may have come in between
            _due.Changed((int)day);
        });
        Each("SELECT month::BIGINT, samples FROM closed_month", (month, _) => _due.Sorted((int)month));
        const string ByDay = "SELECT epoch_us(ts) // 86400000000 AS day, count(*) FROM {0} GROUP BY day";
        Each(ByDay.Replace("{0}", "sample_late", StringComparison.Ordinal), (day, samples) => parts.Days.Add((int)day, isLate: true, samples, now));
        Each(ByDay.Replace("{0}", "sample_hot", StringComparison.Ordinal), (day, samples) =>
        {
            parts.Days.Add((int)day, isLate: false, samples, now);
            parts.Tracker.Unsure((int)day);
            parts.Tracker.Marks.AddHot((int)day);
        });
    }

    /// <summary>The thread.</summary>
    public void Run()
    {
        while (!_stopping)
        {
            try
            {
                RunOnce();
            }
            catch (Exception e) when (e is DuckException or IOException)
            {
                if (_stopping)
                    return;
                parts.Database.Report(e);
                parts.Logger.WorkerFailed(e);
                _poke.WaitOne(AfterFailure);
            }

            _poke.WaitOne(Between);
        }
    }

    /// <summary>Ends <see cref="Run"/> and what it is doing.</summary>
    public void Stop()
    {
        _stopping = true;
        _connection.Interrupt();
        _poke.Set();
    }

    /// <summary>Does all that is due now.</summary>
    /// <param name="atOnce">True to wait neither for quiet nor for many late samples.</param>
    public void RunOnce(bool atOnce = false)
    {
        lock (_work)
        {
            ReloadLastValues();
            var now = parts.Time.GetUtcNow();
            List<Exception> failed = [];
            foreach (var day in _due.Days(now, atOnce))
                Try(() => RewriteDay(day), failed);
            Retain(now);
            foreach (var month in _due.Months(now))
                Try(() => SortMonth(month), failed);
            committer.Checkpoints.MakeWhenDue(committer.Position);
            if (failed.Count > 0)
                throw failed[0];
        }
    }

    /// <summary>Rewrites one day now; the caller holds <see cref="Work"/>.</summary>
    public void RewriteDay(int day)
    {
        if (_stopping)
            return;
        var wasClosed = parts.Days.IsClosed(day);
        var started = parts.Time.GetTimestamp();
        (DayLoad? Hot, DayLoad? Late) waiting = default;
        try
        {
            // from here on the committer brings samples of this day to sample_late; what it brought before, the transaction sees
            Begin(() =>
            {
                parts.Days.Close(day);
                waiting = parts.Days.Settle(day);
            });
            var done = RewriteDayNow(day);
            parts.Options.Step("commit-day");
            _connection.Execute("COMMIT");
            parts.Options.Step("after-day");
            _due.Changed(day);
            Closed(done, day, day, $"day {DateTimeOffset.UnixEpoch.AddDays(day):yyyy-MM-dd}", started);
        }
        catch (Exception e)
        {
            _connection.Rollback();
            parts.Days.Unsettle(day, waiting);
            if (!wasClosed)
                parts.Days.Reopen(day);
            Failed($"day {day}", e);
            throw;
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _poke.Dispose();
    }

    Rewrite RewriteDayNow(int day)
    {
        var rewrite = new Rewrite(_connection, parts.Signals.ExpectedInterval) { KeepFrom = parts.KeepFrom(), WithFigures = true };
        rewrite.Run(UtcDay.Start(day), UtcDay.Start(day + 1));
        _connection.Execute("DELETE FROM closed_day WHERE day = $1", day);
        _connection.Execute("INSERT INTO closed_day VALUES ($1, $2, $3)", day, rewrite.Samples, rewrite.Duplicates);
        _connection.Execute("DELETE FROM sample_untidy WHERE day = $1", day);
        _connection.Execute("DELETE FROM closed_month WHERE month = $1", UtcDay.MonthOf(day));
        return rewrite;
    }

    void SortMonth(int month)
    {
        var started = parts.Time.GetTimestamp();
        var (first, next) = (UtcDay.FirstDayOf(month), UtcDay.FirstDayOf(month + 1));
        try
        {
            var isQuiet = false;
            Begin(() => isQuiet = !parts.Days.Waits(first, next - 1));
            // a sample may have come since the month was found due: its day is to be closed first
            if (!isQuiet || _stopping)
            {
                _connection.Rollback();
                return;
            }

            var done = new Rewrite(_connection, parts.Signals.ExpectedInterval) { KeepFrom = parts.KeepFrom(), WithFigures = false };
            done.Run(UtcDay.Start(first), UtcDay.Start(next));
            parts.Options.Step("commit-month");
            _connection.Execute("COMMIT");
            parts.Options.Step("archive");
            Closed(done, first, next - 1, $"month {UtcDay.NameOf(month)}", started);
            _archive.Write(_connection, month);
            parts.Options.Step("note-month");
            // only now: when the archive cannot be written, or we are killed before it is, the month is done again
            _connection.Execute("INSERT INTO closed_month VALUES ($1, $2)", month, done.Samples);
            _due.Sorted(month);
        }
        catch (Exception e)
        {
            _connection.Rollback();
            Failed($"month {UtcDay.NameOf(month)}", e);
            throw;
        }
    }

    // begins a transaction that sees exactly what was committed when the books were read
    void Begin(Action readBooks)
    {
        lock (committer.CommitGate)
        {
            _connection.Execute("BEGIN TRANSACTION; SELECT position FROM ingest_state");
            readBooks();
        }
    }

    void Failed(string span, Exception e)
    {
        Reason = e.Message;
        if (!_stopping)
            parts.Logger.CloseFailed(span, e.Message);
    }

    void Closed(Rewrite done, int fromDay, int toDay, string span, long started)
    {
        reads.AfterCurrentReads(() => ForgetMarks(fromDay, toDay));
        Duplicates += done.Duplicates;
        parts.Meters.Duplicates.Add(done.Duplicates);
        Reason = null;
        parts.Logger.Closed(span, done.Samples, done.Duplicates, (long)parts.Time.GetElapsedTime(started).TotalMilliseconds);
    }

    // marks of samples that came meanwhile stay: their day still waits in the books
    void ForgetMarks(int fromDay, int toDay)
    {
        lock (committer.CommitGate)
        {
            for (var day = fromDay; day <= toDay; day++)
            {
                if (!parts.Days.Waits(day, day))
                    parts.Tracker.Marks.Remove(day, day);
            }
        }
    }

    // one day that cannot be closed does not hold up the others
    static void Try(Action step, List<Exception> failed)
    {
        try
        {
            step();
        }
        catch (Exception e) when (e is DuckException or IOException)
        {
            failed.Add(e);
        }
    }

    void Retain(DateTimeOffset now)
    {
        var today = UtcDay.Of(Micros.Of(now));
        if (today == _retainedDay)
            return;
        foreach (var (signal, from) in parts.KeepFrom())
        {
            Each($"SELECT DISTINCT epoch_us(ts) // 86400000000, 0::BIGINT FROM sample_closed WHERE signal_id = {signal} AND ts < make_timestamp({from})",
                (day, _) => _due.Changed((int)day));
            _connection.Execute("DELETE FROM sample_closed WHERE signal_id = $1 AND ts < $2", signal, new DuckInstant(from));
        }

        _retainedDay = today;
    }

    void ReloadLastValues()
    {
        foreach (var signal in parts.Tracker.TakeReloads())
        {
            using var result = _connection.Query(
                """
                SELECT ts, arg_max(value, seq), arg_max(quality, seq) AS quality
                FROM (SELECT ts, value, quality, seq FROM sample_hot WHERE signal_id = $1
                      UNION ALL SELECT ts, value, quality, seq FROM sample_late WHERE signal_id = $1
                      UNION ALL SELECT ts, value, quality, -1::BIGINT FROM sample_closed WHERE signal_id = $1)
                GROUP BY ts HAVING arg_max(quality, seq) <> 255 ORDER BY ts DESC LIMIT 1
                """, signal);
            using var chunk = result.Next();
            if (chunk is { Count: > 0 })
                parts.Tracker.Replace(signal, chunk.Timestamps(0)[0], chunk.Doubles(1)[0], chunk.Bytes(2)[0]);
        }
    }

    void Each(string sql, Action<long, long> take)
    {
        using var result = _connection.Query(sql);
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                    take(chunk.Int64(0)[i], chunk.Int64(1)[i]);
            }
        }
    }
}
