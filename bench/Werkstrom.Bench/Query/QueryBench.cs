using System.Text.Json;
using Werkstrom.Bench.Peers;
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
    public const string Closed = "closed month, a sample";
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
        using var data = await QueryData.MakeAsync(Path.Combine(folder, "plant"), PlantData.Samples(), stop);
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
        var (closed, figures) = (await BlocksAsync(data, "sample_closed", stop), await BlocksAsync(data, "sample_1h", stop));
        Rows.Say("peers");
        var peers = await PeerQueries.RunAsync(folder, stop);
        return
        [
            Row.AtMost(HourRaw, raw, "ms", 1, Text(peers, HourRaw, raw)),
            Row.AtMost(Month, chart, "ms", 10, Text(peers, Month, chart)),
            Row.AtMost(Hourly, buckets, "ms", 12, Text(peers, Hourly, buckets)),
            Row.AtMost("as-of join of 10,000 rows", asOf, "ms", 25),
            Row.AtMost("last values of 1,000 signals", last, "ms", 1),
            Row.AtMost(Closed, closed, "B", 3.1, Text(peers, Closed, closed, "B")),
            Row.Seen("hourly figures of 1,000 signals beside it, a sample", figures, "B"),
            Row.AtMost("archive, a sample", ArchiveBytes(data), "B", 2.1),
        ];
    }

    static async Task<List<Row>> YearAsync(string folder, CancellationToken stop)
    {
        Rows.Say("365 days at 1 Hz: making");
        var place = Directory.CreateDirectory(Path.Combine(folder, "year")).FullName;
        var signal = await NameAsync(place, stop);
        var range = Days(-335, 365);
        double inside;
        using (var data = await QueryData.MakeAsync(place, QueryData.Year(signal), stop))
        {
            Rows.Say("365 days at 1 Hz: asking");
            inside = await MedianAsync(data, lease => ChartQuery.Read(lease, QueryData.Signal(signal), range, 1_000), stop);
        }

        await using var ours = Ours.Start(place);
        await ours.ReadyAsync(stop);
        var path = FormattableString.Invariant($"api/signals/{signal}/samples?from={range.From:yyyy-MM-dd}T00:00:00Z&to={range.To:yyyy-MM-dd}T00:00:00Z&pixels=1000");
        var outside = await Timing.MedianAsync(s => ours.GetAsync(path, s), stop);
        return
        [
            Row.Seen("365 d of 1 Hz to 1,000 pixels, in process", inside, "ms"),
            Row.AtMost("365 d of 1 Hz (31.5 M samples) to 1,000 pixels, over HTTP", outside, "ms", 300),
        ];
    }

    /// <summary>Makes the registry of a data folder know one signal, by the program itself, and gives its number.</summary>
    static async Task<int> NameAsync(string folder, CancellationToken stop)
    {
        await using var ours = Ours.Start(folder);
        await ours.ReadyAsync(stop);
        using StringContent line = new(FormattableString.Invariant($"year v=1 {(QueryData.Start / Micros.PerSecond) - (336 * 86_400)}\n"));
        using var answer = await ours.Http.PostAsync("write?precision=s", line, stop);
        answer.EnsureSuccessStatusCode();
        var list = JsonSerializer.Deserialize<JsonElement>(await ours.GetAsync("api/signals?search=year&limit=1", stop));
        return (list.ValueKind == JsonValueKind.Array ? list : list.GetProperty("signals"))[0].GetProperty("id").GetInt32();
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

    // whole blocks that hold anything of the table, not the file: a file keeps the room of what was sorted again
    static async Task<double> BlocksAsync(QueryData data, string table, CancellationToken stop)
    {
        var sql = $"SELECT count(DISTINCT block_id) * 262144 FROM pragma_storage_info('{table}') WHERE persistent AND block_id >= 0";
        return (double)(long)(await data.Store.Reads.RunAsync(lease => lease.Connection.Scalar(sql), stop))! / data.Count;
    }

    static double ArchiveBytes(QueryData data) =>
        Directory.EnumerateFiles(data.Folder.Archive, "*.parquet").Sum(path => new FileInfo(path).Length) / (double)data.Count;

    static string? Text(Dictionary<string, List<(string Peer, double Value)>> peers, string name, double ours, string unit = "ms") =>
        peers.TryGetValue(name, out var seen)
            ? string.Join(", ", seen.Select(p => FormattableString.Invariant($"{p.Peer} {p.Value:G3} {unit} ({p.Value / ours:G2}x)")))
            : null;
}
