using System.Globalization;
using System.Text;
using Werkstrom.Bench.Peers;
using Werkstrom.Store.Queries;

namespace Werkstrom.Bench.Query;

/// <summary>The same data and the same questions for the peers that are installed, over their HTTP.</summary>
static class PeerQueries
{
    const int LinesAtOnce = 50_000;
    static readonly long From = QueryData.Start / Micros.PerSecond;

    /// <summary>Loads the plant and measures; by name of the figure, what each peer needed: milliseconds, and of disk bytes a sample.</summary>
    public static async Task<Dictionary<string, List<(string Peer, double Value)>>> RunAsync(string folder, CancellationToken stop)
    {
        Dictionary<string, List<(string, double)>> seen = [];
        if (Peer.IsInstalled(VictoriaMetrics.Program))
            await MeasureAsync(VictoriaMetrics.Start(Path.Combine(folder, "vm")), Victoria(), seen, stop);
        if (Peer.IsInstalled(Influx.Program))
            await MeasureAsync(Influx.Start(Path.Combine(folder, "influx")), InfluxQl(), seen, stop);
        return seen;
    }

    static async Task MeasureAsync(
        Peer peer, Dictionary<string, string> questions, Dictionary<string, List<(string, double)>> seen, CancellationToken stop)
    {
        await using var _ = peer;
        await peer.ReadyAsync(stop);
        Rows.Say($"{peer.Name}: loading");
        var count = await LoadAsync(peer, stop);
        await peer.SettleAsync(stop);
        Add(QueryBench.Closed, BytesOf(peer.Folder) / count);
        foreach (var (name, path) in questions)
        {
            var ms = await Timing.MedianAsync(s => peer.GetAsync(path, s), stop);
            Add(name, ms);
        }

        void Add(string name, double value) => (seen.TryGetValue(name, out var list) ? list : seen[name] = []).Add((peer.Name, value));
    }

    static double BytesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    static async Task<long> LoadAsync(Peer peer, CancellationToken stop)
    {
        StringBuilder lines = new();
        var count = 0L;
        foreach (var part in PlantData.Samples().Chunk(LinesAtOnce))
        {
            lines.Clear();
            count += part.Length;
            foreach (var (signal, at, value, _) in part)
                lines.Append(CultureInfo.InvariantCulture, $"m,s={signal} v={value} {at}000\n");
            using StringContent body = new(lines.ToString());
            using var answer = await peer.Http.PostAsync(peer.WritePath, body, stop);
            answer.EnsureSuccessStatusCode();
        }

        return count;
    }

    static Dictionary<string, string> Victoria() => new()
    {
        [QueryBench.HourRaw] = Invariant($"api/v1/export?match[]=m_v%7Bs=%2217%22%7D&start={From + 864_000}&end={From + 867_599}"),
        [QueryBench.Month] = Invariant($"api/v1/query_range?query=max_over_time(m_v%7Bs=%2217%22%7D[5184s])&start={From}&end={From + 2_592_000}&step=5184s"),
        [QueryBench.Hourly] = Invariant($"api/v1/query_range?query=avg_over_time(m_v%7Bs=~%22[0-9]*1%22%7D[1h])&start={From + 864_000}&end={From + 950_399}&step=1h"),
    };

    static Dictionary<string, string> InfluxQl() => new()
    {
        [QueryBench.HourRaw] = Influx.Query(Invariant($"SELECT v FROM m WHERE s='17' AND time >= {From + 864_000}s AND time < {From + 867_600}s")),
        [QueryBench.Month] = Influx.Query(Invariant($"SELECT first(v), last(v), min(v), max(v) FROM m WHERE s='17' AND time >= {From}s AND time < {From + 2_592_000}s GROUP BY time(5184s)")),
        [QueryBench.Hourly] = Influx.Query(Invariant($"SELECT mean(v), min(v), max(v) FROM m WHERE s =~ /^(1|[0-9]*1)$/ AND time >= {From + 864_000}s AND time < {From + 950_400}s GROUP BY s, time(1h)")),
    };

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
