using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Store.Closing;

/// <summary>Gives the samples of one signal to another, whose own win where both have one.</summary>
sealed class Merger(StoreParts parts, Committer committer, Closer closer)
{
    const string Gather = """
        CREATE OR REPLACE TEMP TABLE merging AS
        SELECT ts, arg_max(value, seq) AS value, arg_max(quality, seq) AS quality FROM (
            SELECT ts, value, quality, seq FROM sample_hot WHERE signal_id = {0}
            UNION ALL SELECT ts, value, quality, seq FROM sample_late WHERE signal_id = {0}
            UNION ALL SELECT ts, value, quality, -1::BIGINT FROM sample_closed WHERE signal_id = {0})
        GROUP BY ts HAVING arg_max(quality, seq) <> 255
        """;

    const string Rekey = """
        INSERT INTO sample_late SELECT {1}, ts, value, quality, -2 FROM merging ORDER BY ts;
        DELETE FROM sample_hot WHERE signal_id = {0};
        DELETE FROM sample_late WHERE signal_id = {0};
        DELETE FROM sample_closed WHERE signal_id = {0};
        DELETE FROM sample_untidy WHERE signal_id = {0};
        UPDATE sample_1h SET signal_id = {1} WHERE signal_id = {0} AND hour NOT IN (SELECT hour FROM sample_1h WHERE signal_id = {1});
        DELETE FROM sample_1h WHERE signal_id = {0};
        INSERT INTO sample_merge VALUES ({0}, {1});
        """;

    /// <summary>Merges; closed days are rewritten at once, open ones resolve at their closing.</summary>
    public void Merge(int from, int into)
    {
        lock (closer.Work)
        {
            List<int> closed;
            lock (committer.CommitGate)
            {
                using var connection = parts.Database.Connect();
                closed = connection.InTransaction(() => MoveSamples(connection, from, into));
                committer.Merges = Resolved(connection);
            }

            if (parts.Tracker.TryGet(from, out var last))
                parts.Tracker.Restore(into, last.Instant, last.Value, last.Quality);
            parts.Tracker.Forget(from);
            closed.ForEach(closer.RewriteDay);
        }
    }

    /// <summary>All merges, each to its end: of A into B and B into C, A leads to C.</summary>
    public static IReadOnlyDictionary<int, int> Resolved(DuckConnection connection)
    {
        Dictionary<int, int> merges = [];
        using var result = connection.Query("SELECT from_id, into_id FROM sample_merge");
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                    merges[chunk.Int32(0)[i]] = chunk.Int32(1)[i];
            }
        }

        foreach (var from in merges.Keys.ToArray())
        {
            while (merges.TryGetValue(merges[from], out var further) && further != from)
                merges[from] = further;
        }

        return merges;
    }

    List<int> MoveSamples(DuckConnection connection, int from, int into)
    {
        connection.Execute(Fill(Gather, from, into));
        List<int> closed = [];
        using var result = connection.Query("SELECT epoch_us(ts) // 86400000000 AS day, count(*) FROM merging GROUP BY day");
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    var day = (int)chunk.Int64(0)[i];
                    parts.Tracker.Marks.Add(into, day, isSaved: true);
                    parts.Days.Add(day, isLate: true, chunk.Int64(1)[i], parts.Time.GetUtcNow());
                    if (parts.Days.IsClosed(day))
                        closed.Add(day);
                }
            }
        }

        connection.Execute(Fill(Rekey, from, into));
        connection.Execute("DROP TABLE merging");
        return closed;
    }

    static string Fill(string sql, int from, int into) =>
        sql.Replace("{0}", $"{from}", StringComparison.Ordinal).Replace("{1}", $"{into}", StringComparison.Ordinal);
}
