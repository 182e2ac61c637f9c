using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Queries;

namespace Werkstrom.Bench.Query;

/// <summary>
/// <c>bench query</c>: what the queries cost on 1,000 signals over 30 days and on a year at 1 Hz, in process, warm medians, beside
/// what the peers need for the same over HTTP. The data is made anew in a temporary folder and deleted.
/// </summary>
static class QueryBench
{
    public const string HourRaw = "1 h raw";
    public const string Month = "30 d of 10 s to 500 pixels";
    public const string Hourly = "100 signals x 1 d hourly";
    const int Signal = 17;

    public static async Task<IReadOnlyList<Row>> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            var rows = await PlantAsync(folder, stop);
            rows.AddRange(await YearAsync(folder, stop));
            return rows;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<List<Row>> PlantAsync(string folder, CancellationToken stop)
    {
        Rows.Say("1,000 signals x 30 days: making");
        using var data = await QueryData.MakeAsync(Path.Combine(folder, "plant"), QueryData.Plant(), stop);
        Rows.Say("1,000 signals x 30 days: asking");
        var one = QueryData.Signal(Signal);
        var many = Enumerable.Range(0, 100).Select(i => (Signal?)QueryData.Signal((i * 10) + 1)).ToArray();
        TimeRange month = Days(0, 30), day = Days(10, 1), hour = new(month.From.AddDays(10), month.From.AddDays(10).AddHours(1));
        var edges = BucketEdges.Of(day, new BucketSize(TimeSpan.FromHours(1)));
        Random random = new(1);
        var instants = Enumerable.Range(0, 10_000).Select(_ => QueryData.Start + random.NextInt64(30 * Micros.PerDay)).ToArray();
        var raw = await MedianAsync(data, lease => RawQuery.Read(lease, one, hour, 1_000_000), stop);
        var chart = await MedianAsync(data, lease => ChartQuery.Read(lease, one, month, 500), stop);
        var buckets = await MedianAsync(data, lease => BucketQuery.Read(lease, many, day, edges, long.MaxValue), stop);
        var asOf = await MedianAsync(data, lease => AsOfQuery.Read(lease, [one], instants, null), stop);
        var last = await Timing.MedianAsync(_ => LastAsync(data), stop);
        Rows.Say("peers");
        var peers = await PeerQueries.RunAsync(folder, stop);
        return
        [
            Row.AtMost(HourRaw, raw, "ms", 1, Text(peers, HourRaw, raw)),
            Row.AtMost(Month, chart, "ms", 10, Text(peers, Month, chart)),
            Row.AtMost(Hourly, buckets, "ms", 12, Text(peers, Hourly, buckets)),
            Row.AtMost("as-of join of 10,000 rows", asOf, "ms", 25),
            Row.AtMost("last values of 1,000 signals", last, "ms", 1),
            Row.AtMost("closed month, a sample", Bytes(data, "store.duckdb"), "B", 3.1),
            Row.AtMost("archive, a sample", ArchiveBytes(data), "B", 2.1),
        ];
    }

    static async Task<List<Row>> YearAsync(string folder, CancellationToken stop)
    {
        Rows.Say("365 days at 1 Hz: making");
        using var data = await QueryData.MakeAsync(Path.Combine(folder, "year"), QueryData.Year(), stop);
        var year = await MedianAsync(data, lease => ChartQuery.Read(lease, QueryData.Signal(1), Days(-335, 365), 1_000), stop);
        return [Row.AtMost("365 d of 1 Hz to 1,000 pixels, in process", year, "ms", 300)];
    }

    static Task<double> MedianAsync<T>(QueryData data, Func<ReadLease, T> read, CancellationToken stop) =>
        Timing.MedianAsync(s => data.Store.Reads.RunAsync(read, s), stop);

    static Task LastAsync(QueryData data)
    {
        for (var signal = 1; signal <= 1_000; signal++)
            _ = data.Store.Live.TryGet(signal, out _);
        return Task.CompletedTask;
    }

    static TimeRange Days(int from, int count) =>
        new(Micros.ToInstant(QueryData.Start).AddDays(from), Micros.ToInstant(QueryData.Start).AddDays(from + count));

    // blocks in use, not the file: a file keeps the room of what was sorted again
    static double Bytes(QueryData data, string file)
    {
        using var connection = data.Store.Database.Connect();
        var used = connection.Scalar("SELECT (used_blocks * block_size)::BIGINT FROM pragma_database_size()") as long? ?? new FileInfo(data.Folder.File(file)).Length;
        return (double)used / data.Count;
    }

    static double ArchiveBytes(QueryData data) =>
        Directory.EnumerateFiles(data.Folder.Archive, "*.parquet").Sum(path => new FileInfo(path).Length) / (double)data.Count;

    static string? Text(Dictionary<string, List<(string Peer, double Ms)>> peers, string name, double ours) =>
        peers.TryGetValue(name, out var seen)
            ? string.Join(", ", seen.Select(p => FormattableString.Invariant($"{p.Peer} {p.Ms:G3} ms ({p.Ms / ours:G2}x)")))
            : null;
}
