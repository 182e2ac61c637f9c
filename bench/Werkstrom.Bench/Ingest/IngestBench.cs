using Werkstrom.Bench.Peers;

namespace Werkstrom.Bench.Ingest;

/// <summary>
/// Points a second over HTTP, acknowledged after fsync, against VictoriaMetrics (which acknowledges before its data is on disk)
/// and InfluxDB 1: the same bodies, in the same rounds, the order of the peers moving on by one each round.
/// </summary>
static class IngestBench
{
    const int Rounds = 6;
    const int Writers = 2;
    const long FirstSecond = 1_767_225_600; // 2026-01-01

    public static async Task<IReadOnlyList<Row>> RunAsync(CancellationToken stop)
    {
        List<Row> rows = [];
        rows.AddRange(await StartBench.RunAsync(stop));
        foreach (var (lines, points, victoria, influx) in new[] { (5000, 1_200_000, 1.1, 3.0), (500, 400_000, 0.9, double.NaN) })
            rows.AddRange(await CompareAsync(lines, points, victoria, influx, stop));
        rows.AddRange(await LiveBench.RunAsync(stop));
        return rows;
    }

    static async Task<IEnumerable<Row>> CompareAsync(int lines, int points, double victoriaGoal, double influxGoal, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            List<Peer> peers = [Ours.Start(Path.Combine(folder, "werkstrom"))];
            if (Peer.IsInstalled(VictoriaMetrics.Program))
                peers.Add(VictoriaMetrics.Start(Path.Combine(folder, "victoria")));
            if (Peer.IsInstalled(Influx.Program))
                peers.Add(Influx.Start(Path.Combine(folder, "influx")));
            try
            {
                foreach (var peer in peers)
                    await peer.ReadyAsync(stop);
                return Rows(lines, await MeasureAsync(peers, lines, points, stop), victoriaGoal, influxGoal);
            }
            finally
            {
                foreach (var peer in peers)
                    await peer.DisposeAsync();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<Dictionary<string, List<double>>> MeasureAsync(List<Peer> peers, int lines, int points, CancellationToken stop)
    {
        var seen = peers.ToDictionary(p => p.Name, _ => new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var load = LineLoad.Make(points, lines, FirstSecond + (round * (long)points / 1000));
            for (var i = 0; i < peers.Count; i++)
            {
                var peer = peers[(i + round) % peers.Count];
                var used = peer.Processor();
                var rate = await load.SendAsync(peer, Writers, stop);
                used = peer.Processor() - used;
                Bench.Rows.Say($"{lines} lines, round {round}: {peer.Name} {rate / 1e6:0.00} M/s, {used.TotalSeconds / points * 1e6:0.00} s of processor for a million");
                if (round > 0) // the first one warms up
                    seen[peer.Name].Add(rate);
            }
        }

        return seen;
    }

    static IEnumerable<Row> Rows(int lines, Dictionary<string, List<double>> seen, double victoriaGoal, double influxGoal)
    {
        var ours = seen["werkstrom"];
        yield return Row.Seen($"line protocol, 2 writers × {lines} lines", Median(ours), "points/s");
        foreach (var (peer, goal) in new[] { (VictoriaMetrics.Program, victoriaGoal), ("influxdb", influxGoal) })
        {
            if (!seen.TryGetValue(peer, out var theirs))
                continue;
            var ratios = ours.Zip(theirs, (o, t) => o / t).ToList();
            var note = FormattableString.Invariant($"{peer} {Median(theirs) / 1e6:0.00} M/s; ratio {ratios.Min():0.00} to {ratios.Max():0.00}");
            yield return double.IsNaN(goal)
                ? Row.Seen($"× {lines} lines, ratio to {peer}", Median(ratios), "×", note)
                : Row.AtLeast($"× {lines} lines, ratio to {peer}", Median(ratios), "×", goal, note);
        }
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
