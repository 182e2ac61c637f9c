using System.Collections;
using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Kernel.Data;
using Werkstrom.Store;
using Werkstrom.Store.Duck;

namespace Werkstrom.KillTarget;

/// <summary>Opens a folder after the kills, and counts.</summary>
static class FolderCheck
{
    const string All = """
        (SELECT signal_id, ts, value FROM sample_hot UNION ALL SELECT signal_id, ts, value FROM sample_late UNION ALL SELECT signal_id, ts, value FROM sample_closed)
        """;

    // every figure anew, by other means than the closer's; instants are 20 µs apart at least, so that no two hours of a value hold
    const string Recount = """
        WITH steps AS (
          SELECT signal_id, time_bucket(INTERVAL 1 HOUR, ts) AS hour, ts, value,
            epoch_us(lead(ts) OVER w) - epoch_us(ts) AS held, value - lag(value) OVER w AS gain
          FROM sample_closed WINDOW w AS (PARTITION BY signal_id, time_bucket(INTERVAL 1 HOUR, ts) ORDER BY ts)),
        again AS (
          SELECT signal_id, hour, count(*) AS n, min(value) AS min, arg_min(ts, value) AS min_ts, max(value) AS max, arg_max(ts, value) AS max_ts,
            arg_min(value, ts) AS first, min(ts) AS first_ts, arg_max(value, ts) AS last, max(ts) AS last_ts, sum(value) AS sum,
            coalesce(sum(value * held) / 1e6, 0) AS integral, coalesce(sum(held) / 1e6, 0) AS held,
            coalesce(sum(CASE WHEN gain >= 0 THEN gain ELSE value END) FILTER (gain IS NOT NULL), 0) AS increase
          FROM steps GROUP BY signal_id, hour)
        SELECT count(*) FROM again a FULL JOIN sample_1h h ON a.signal_id = h.signal_id AND a.hour = h.hour
        WHERE (a.n = h.n AND a.min = h.min AND a.min_ts = h.min_ts AND a.max = h.max AND a.max_ts = h.max_ts AND a.first = h.first AND a.first_ts = h.first_ts
          AND a.last = h.last AND a.last_ts = h.last_ts AND a.sum = h.sum AND a.increase = h.increase
          AND abs(a.integral - h.integral) <= 1e-9 * abs(a.integral) AND abs(a.held - h.held) <= 1e-9 * a.held + 1e-9) IS NOT TRUE
        """;

    const string Archived = "(SELECT signal_id, ts::TIMESTAMP AS ts, value, quality FROM read_parquet('{0}'))";
    const string Closed = "(SELECT signal_id, ts, value, quality FROM sample_closed WHERE ts >= TIMESTAMP '{1}' AND ts < TIMESTAMP '{1}' + INTERVAL 1 MONTH)";
    const string Apart = $"SELECT count(*) FROM ((FROM {Archived} EXCEPT ALL FROM {Closed}) UNION ALL (FROM {Closed} EXCEPT ALL FROM {Archived}))";

    /// <summary>Checks the folder as it opens, closes its days, and checks it again; the faults of both are counted.</summary>
    public static async Task<Findings> RunAsync(string folder, IEnumerable<Batch> acknowledged)
    {
        var options = new StoreOptions { MemoryMb = 512, Quiet = TimeSpan.Zero };
        using var store = new SampleStore(new DataFolder(folder), options, TimeProvider.System, NullLogger.Instance, SignalFacts.None);
        store.Start();
        List<Batch> batches = [.. acknowledged];
        var before = await ReadAsync(store, lease => Count(lease.Connection, batches));
        await store.CloseDaysAsync(CancellationToken.None);
        var after = await ReadAsync(store, lease => Count(lease.Connection, batches));
        var months = Directory.EnumerateFiles(Path.Combine(folder, "archive"), "samples-*.parquet").ToList();
        return await ReadAsync(store, lease => after with
        {
            Lost = Math.Max(before.Lost, after.Lost) + Math.Abs(after.Stored - before.Stored),
            Doubled = before.Doubled + after.Doubled,
            Altered = before.Altered + after.Altered,
            Damaged = store.Status.CorruptSegments + store.Status.LostSamples,
            Open = Scalar(lease, "SELECT (SELECT count(*) FROM sample_hot) + (SELECT count(*) FROM sample_late)"),
            WrongHours = Scalar(lease, Recount),
            WrongArchive = months.Sum(file => Scalar(lease, Differences(file)))
                + Math.Abs(Scalar(lease, "SELECT count(DISTINCT date_trunc('month', ts)) FROM sample_closed") - months.Count),
            Months = Scalar(lease, "SELECT count(*) FROM closed_month"),
        });
    }

    static Task<T> ReadAsync<T>(SampleStore store, Func<ReadLease, T> read) => store.Reads.RunAsync(read, CancellationToken.None);

    static long Scalar(ReadLease lease, string sql) => (long)lease.Connection.Scalar(sql)!;

    static string Differences(string file)
    {
        var month = Path.GetFileNameWithoutExtension(file)["samples-".Length..];
        return Apart.Replace("{0}", file, StringComparison.Ordinal).Replace("{1}", $"{month}-01", StringComparison.Ordinal);
    }

    static Findings Count(DuckConnection connection, List<Batch> acknowledged)
    {
        Dictionary<(int Writer, long Run), BitArray> seen = [];
        var (stored, doubled, altered) = (0L, 0L, 0L);
        using var statement = connection.Prepare($"SELECT signal_id, ts, value FROM {All}");
        using var result = statement.Stream();
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    var (signal, number) = (chunk.Int32(0)[i], (long)chunk.Doubles(2)[i]);
                    var writer = signal / 10;
                    stored++;
                    altered += signal == Numbers.SignalOf(writer, number) && chunk.Timestamps(1)[i] == Numbers.InstantOf(writer, number) ? 0 : 1;
                    doubled += Mark(seen, writer, number) ? 0 : 1;
                }
            }
        }

        var lost = acknowledged.Sum(batch => Missing(seen, batch));
        return new(stored, lost, doubled, altered, 0, 0, 0, 0, 0);
    }

    static bool Mark(Dictionary<(int Writer, long Run), BitArray> seen, int writer, long number)
    {
        var key = (writer, number / Numbers.OfRun);
        if (!seen.TryGetValue(key, out var bits))
            seen[key] = bits = new((int)Numbers.OfRun);
        var at = (int)(number % Numbers.OfRun);
        var isNew = !bits[at];
        bits[at] = true;
        return isNew;
    }

    static long Missing(Dictionary<(int Writer, long Run), BitArray> seen, Batch batch)
    {
        if (!seen.TryGetValue((batch.Writer, batch.First / Numbers.OfRun), out var bits))
            return batch.Count;
        var missing = 0L;
        for (var number = batch.First; number < batch.First + batch.Count; number++)
            missing += bits[(int)(number % Numbers.OfRun)] ? 0 : 1;
        return missing;
    }
}
