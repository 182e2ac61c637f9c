using Werkstrom.Bench;
using Werkstrom.Bench.Condition;
using Werkstrom.Bench.Energy;
using Werkstrom.Bench.Ingest;
using Werkstrom.Bench.Kill;
using Werkstrom.Bench.Mqtt;
using Werkstrom.Bench.Query;
using Werkstrom.Bench.Town;
using Werkstrom.Bench.Twins;

// bench NAME [--json]: one row per figure. A new bench is a line here and a folder beside this file.
Dictionary<string, Func<CancellationToken, Task<IReadOnlyList<Row>>>> benches = new()
{
    ["ingest"] = IngestBench.RunAsync,
    ["live"] = async stop => [.. await LiveBench.RunAsync(stop)],
    ["query"] = QueryBench.RunAsync,
    ["kill"] = KillBench.RunAsync,
    ["mqtt"] = stop => MqttBench.RunAsync(args, stop),
    ["condition"] = stop => ConditionBench.RunAsync(args, stop),
    ["energy"] = stop => EnergyBench.RunAsync(args, stop),
    ["town"] = stop => TownBench.RunAsync(args, stop),
    ["twins"] = stop => TwinsBench.RunAsync(args, stop),
};

if (args is ["mqtt-server", ..])
{
    await LibraryServer.RunAsync(args); // the bench starts itself: the server is a process of its own
    return 0;
}

if (args is not [var name, ..] || !benches.TryGetValue(name, out var run))
{
    await Console.Error.WriteLineAsync($"Usage: bench {string.Join('|', benches.Keys)} [--json]");
    return 2;
}

using CancellationTokenSource interrupted = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
Rows.Write(await run(interrupted.Token), asJson: args.Contains("--json"));
return 0;
