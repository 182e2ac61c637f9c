using Werkstrom.Store.Duck;
using Werkstrom.Store.Live;

namespace Werkstrom.Store.Ingest;

/// <summary>Keeps last values in <c>sample_last</c>, so that a start does not look through all samples.</summary>
sealed class LastValues(DuckConnection connection, SampleTracker tracker)
{
    const long EveryMs = 60_000;

    long _savedAt = Environment.TickCount64;

    /// <summary>Saves them when the last time was a minute ago; within the caller's transaction.</summary>
    public void SaveWhenDue(long position)
    {
        if (Environment.TickCount64 - _savedAt >= EveryMs)
            Save(position);
    }

    /// <summary>Saves them within the caller's transaction: true for everything before a position of the log.</summary>
    public long Save(long position)
    {
        connection.Execute("DELETE FROM sample_last");
        using var appender = new DuckAppender(connection, "sample_last");
        var row = 0;
        foreach (var (signal, track) in tracker.All())
        {
            (appender.Int32(0)[row], appender.Timestamps(1)[row]) = (signal, track.Instant);
            (appender.Doubles(2)[row], appender.Bytes(3)[row]) = (track.Value, track.Quality);
            if (++row < DuckAppender.Capacity)
                continue;
            appender.Commit(row);
            row = 0;
        }

        appender.Commit(row);
        appender.Flush();
        _savedAt = Environment.TickCount64;
        return connection.Execute("UPDATE sample_last_state SET position = $1", position);
    }

    /// <summary>Reads them back, then what came after they were saved, and what is known of order.</summary>
    public static void Restore(DuckConnection connection, SampleTracker tracker)
    {
        const string Newer = "FROM {0} WHERE seq >= (SELECT position FROM sample_last_state) AND quality <> 255 GROUP BY signal_id";
        Read(connection, tracker, "SELECT signal_id, ts, value, quality FROM sample_last");
        foreach (var table in (string[])["sample_hot", "sample_late"])
        {
            var from = Newer.Replace("{0}", table, StringComparison.Ordinal);
            Read(connection, tracker, $"SELECT signal_id, max(ts), arg_max(value, (ts, seq)), arg_max(quality, (ts, seq)) {from}");
        }

        foreach (var (signal, day) in Pairs(connection, "SELECT signal_id, day FROM sample_untidy"))
            tracker.Marks.Add(signal, day, isSaved: true);
        foreach (var (signal, day) in Pairs(connection, "SELECT DISTINCT signal_id, (epoch_us(ts) // 86400000000)::INTEGER FROM sample_late"))
            tracker.Marks.Add(signal, day, isSaved: true);
    }

    static void Read(DuckConnection connection, SampleTracker tracker, string sql)
    {
        using var result = connection.Query(sql);
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                    tracker.Restore(chunk.Int32(0)[i], chunk.Timestamps(1)[i], chunk.Doubles(2)[i], chunk.Bytes(3)[i]);
            }
        }
    }

    static IEnumerable<(int Signal, int Day)> Pairs(DuckConnection connection, string sql)
    {
        using var result = connection.Query(sql);
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                    yield return (chunk.Int32(0)[i], chunk.Int32(1)[i]);
            }
        }
    }
}
