using System.Globalization;
using Werkstrom.Tests.Mqtt.Fuzz;

namespace Werkstrom.Bench.Mqtt;

/// <summary>
/// MQTT against Debian's mosquitto: same run, same client (the library's own), same machine. Options: <c>--quick</c> (one round, no long
/// run), <c>--only PART</c> (<c>compare</c>, <c>flood</c>, <c>slow</c>, <c>half</c>, <c>idle</c> or <c>long</c>), <c>--minutes N</c> (of the long run, default 10), <c>--target mqtt://[user:password@]host:port --pid N</c> (a server that runs
/// already in place of the library's), <c>--fuzz [--packets N] [--seed N]</c> (malformed packets only, default 50 million).
/// </summary>
static class MqttBench
{
    const string Client = "client: ours; mosquitto: persistence on, does not sync each message";

    public static async Task<IReadOnlyList<Row>> RunAsync(string[] args, CancellationToken stop)
    {
        if (args.Contains("--fuzz"))
            return await FuzzAsync(args, stop);
        var rounds = args.Contains("--quick") ? 1 : 3;
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            await using var ours = await StartAsync(args, folder, stop);
            await using var mosquitto = await Broker.StartMosquittoAsync(Path.Combine(folder, "mosquitto"), stop);
            Dictionary<string, Func<Task<IEnumerable<Row>>>> parts = new()
            {
                ["compare"] = async () => await CompareAsync(ours, mosquitto, rounds, stop),
                ["flood"] = async () => [await FloodAsync(ours, mosquitto, stop)],
                ["slow"] = () => Trouble.SlowReaderAsync(ours, stop),
                ["half"] = () => Trouble.HalfOpenAsync(ours, stop),
                ["idle"] = () => Trouble.IdleAsync(ours, stop),
                ["long"] = () => LongAsync(ours, args, stop),
            };
            var only = Option(args, "--only");
            var asked = parts.Where(p => only is null ? p.Key != "long" || !args.Contains("--quick") : p.Key == only);
            List<Row> rows = [];
            foreach (var (name, run) in asked)
                rows.AddRange(await run());
            return rows;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static Task<Broker> StartAsync(string[] args, string folder, CancellationToken stop) =>
        Option(args, "--target") is { } target
            ? Task.FromResult(Broker.Running(new Uri(target), Option(args, "--pid") is { } pid ? int.Parse(pid, CultureInfo.InvariantCulture) : null))
            : Broker.StartLibraryAsync(Path.Combine(folder, "ours"), stop);

    static async Task<List<Row>> CompareAsync(Broker ours, Broker mosquitto, int rounds, CancellationToken stop)
    {
        var one = await RoundsAsync("QoS 0, 1 to 1", (b, s) => Load.ThroughAsync(b, 1, s), ours, mosquitto, rounds, stop);
        var many = await RoundsAsync("QoS 0, 8 to 1", (b, s) => Load.ThroughAsync(b, 8, s), ours, mosquitto, rounds, stop);
        var wide = await RoundsAsync("QoS 1, window 1,000", (b, s) => Load.AcknowledgedAsync(b, 8, 1000, s), ours, mosquitto, rounds, stop);
        var narrow = await RoundsAsync("QoS 1, window 20", (b, s) => Load.AcknowledgedAsync(b, 8, 20, s), ours, mosquitto, rounds, stop);
        var delay = await RoundsAsync("QoS 1, delay", Load.DelayAsync, ours, mosquitto, rounds, stop);
        var cost = (await Cost.OfAsync(ours, stop), await Cost.OfAsync(mosquitto, stop));
        var stored = "QoS 1 durable (file with fsync), 8 connections";
        return
        [
            Row.AtLeast("QoS 0, 1 to 1, end to end", one.Ours, "1/s", Math.Floor(one.Peer), Peer(one)),
            Row.AtLeast("QoS 0, 8 to 1, end to end", many.Ours, "1/s", Math.Floor(many.Peer), Peer(many)),
            new($"{stored}, window 1,000", wide.Ours, "1/s", "≥ 300000 or ≥ 3 x mosquitto", wide.Ours >= 300_000 || wide.Ours >= 3 * wide.Peer, Peer(wide)),
            Row.AtLeast($"{stored}, window 20", narrow.Ours, "1/s", 100_000, Peer(narrow)),
            Row.AtMost($"{stored}, 10,000/s, p99", delay.Ours, "ms", 10, Peer(delay)),
            Row.Seen($"{stored}, 10,000/s, processor time a message", cost.Item1, "µs", FormattableString.Invariant($"mosquitto {cost.Item2:0.##}")),
            Row.Seen("load of the machine, last minute", Cost.MachineLoad(), "1"),
        ];
    }

    static async Task<Row> FloodAsync(Broker ours, Broker mosquitto, CancellationToken stop)
    {
        Rows.Say("One client floods ...");
        var (p99, offered) = await LongRun.FloodAsync(ours, stop);
        var (peer, _) = await LongRun.FloodAsync(mosquitto, stop);
        return Row.AtMost(
            FormattableString.Invariant($"p99 of others while one client offers {offered:0}/s and may send {LibraryServer.Budget}"), p99, "ms", 250,
            FormattableString.Invariant($"mosquitto {peer:0.##} (knows no such limit)"));
    }

    static async Task<IEnumerable<Row>> LongAsync(Broker ours, string[] args, CancellationToken stop)
    {
        var minutes = double.Parse(Option(args, "--minutes") ?? "10", CultureInfo.InvariantCulture);
        Rows.Say($"3,500 connections for {minutes} minutes ...");
        return await LongRun.ManyAsync(ours, minutes, stop);
    }

    // the median of rounds in which both take turns
    static async Task<(double Ours, double Peer)> RoundsAsync(
        string what, Func<Broker, CancellationToken, Task<double>> load, Broker ours, Broker peer, int rounds, CancellationToken stop)
    {
        Rows.Say($"{what} ...");
        var (mine, theirs) = (new double[rounds], new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            mine[round] = await load(ours, stop);
            theirs[round] = await load(peer, stop);
            Rows.Say(FormattableString.Invariant($"  {mine[round]:0.##}, {peer.Name} {theirs[round]:0.##}"));
        }

        Array.Sort(mine);
        Array.Sort(theirs);
        return (mine[rounds / 2], theirs[rounds / 2]);
    }

    static string Peer((double Ours, double Peer) seen) =>
        FormattableString.Invariant($"mosquitto {seen.Peer:0.##} ({seen.Ours / seen.Peer:0.00} x); {Client}");

    static async Task<IReadOnlyList<Row>> FuzzAsync(string[] args, CancellationToken stop)
    {
        var packets = long.Parse(Option(args, "--packets") ?? "50000000", CultureInfo.InvariantCulture);
        var seed = int.Parse(Option(args, "--seed") ?? Random.Shared.Next(1_000_000_000).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        Rows.Say($"{packets} malformed packets, seed {seed} ...");
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var found = await new FuzzRun(seed, Environment.ProcessorCount).RunAsync(packets, stop);
        foreach (var violation in found.Violations)
            Rows.Say(violation);
        return
        [
            Row.AtLeast($"malformed packets, seed {seed}", found.Packets, "1", packets),
            Row.AtMost("outcomes that the standard does not allow", found.Violations.Count, "1", 0),
            Row.AtMost("memory above that after the first tenth", found.Growth / 1e6, "MB", 16),
            Row.AtMost("connections beside that were disturbed", found.Disturbed ? 1 : 0, "1", 0),
            Row.Seen("speed", found.Packets / System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds, "1/s"),
        ];
    }

    static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
