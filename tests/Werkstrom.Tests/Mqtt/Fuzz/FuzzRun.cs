using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>What a run found.</summary>
/// <param name="Packets">Malformed packets that were sent.</param>
/// <param name="Told">Connections that ended with a reason code.</param>
/// <param name="WentOn">Connections that went on, where the standard allows it.</param>
/// <param name="Violations">Outcomes that the standard does not allow; at most some.</param>
/// <param name="Growth">Bytes of memory in use at the end, above those after the first tenth.</param>
/// <param name="Disturbed">Whether a connection beside lost a message or broke.</param>
sealed record FuzzFindings(
    long Packets, long Told, long WentOn, IReadOnlyList<string> Violations, long Growth, bool Disturbed);

/// <summary>Sends malformed packets to a server in this process, each over a connection in memory, and judges each answer.</summary>
sealed class FuzzRun(int seed, int workers)
{
    const int MostViolations = 20;
    const int WitnessEvery = 1000;

    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    static readonly byte[] Ping = [0xC0, 0];

    readonly ConcurrentQueue<string> _violations = [];
    readonly FuzzTarget.ErrorCount _errors = new();
    long _done;
    long _told;
    long _wentOn;

    public async Task<FuzzFindings> RunAsync(long packets, CancellationToken stop)
    {
        await using var server = new MqttServer(FuzzTarget.Options(), new FuzzTarget.Everybody(), log: _errors);
        server.Start();
        var witnessed = 0;
        var links = 0;
        await using var witness = new MqttClient(new()
        {
            Server = new Uri("mqtt://memory"),
            Open = endOfOpening =>
            {
                links++;
                var way = new Duplex();
                _ = server.RunAsync(way.Transport, CancellationToken.None);
                return new(way.ClientStream());
            },
            ClientId = "witness-of-the-run",
        });
        await witness.ConnectAsync(stop);
        await witness.SubscribeAsync("witness/of/the/run", MqttQos.ExactlyOnce, stop);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var receiving = CountAsync(witness, () => witnessed++, end.Token);

        await RunPartAsync(server, witness, packets / 10, 0, stop);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await RunPartAsync(server, witness, packets - (packets / 10), 1, stop);
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;

        var expected = (packets / 10 / WitnessEvery) + ((packets - (packets / 10)) / WitnessEvery);
        var late = Task.Delay(Limit, stop);
        while (witnessed < expected && !late.IsCompleted)
            await Task.Delay(5, stop);
        await end.CancelAsync();
        await receiving;
        if (_errors.Count > 0)
            _violations.Enqueue($"The server logged {_errors.Count} errors; the first: {_errors.First}");
        if (server.SessionCount != 1)
            _violations.Enqueue($"{server.SessionCount - 1} sessions were left over.");
        return new(_done, _told, _wentOn, [.. _violations], growth, links != 1 || witnessed != expected);
    }

    async Task RunPartAsync(MqttServer server, MqttClient witness, long packets, int part, CancellationToken stop)
    {
        var left = packets;
        var sent = 0L;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(
            async () =>
            {
                var (first, packetsOfWorker) = (seed + worker + (part * 1_000_003), new MalformedPackets(seed + worker + (part * 1_000_003)));
                var random = new Random(first);
                for (var i = 0L; Interlocked.Decrement(ref left) >= 0 && _violations.Count < MostViolations; i++)
                {
                    await OneAsync(server, packetsOfWorker.Next(), random, $"seed {first}, packet {i}", stop);
                    if (Interlocked.Increment(ref sent) % WitnessEvery == 0)
                        await witness.PublishAsync(new MqttMessage("witness/of/the/run", Ping, MqttQos.ExactlyOnce), stop);
                }
            },
            stop)));
    }

    async Task OneAsync(MqttServer server, MalformedCase malformed, Random random, string which, CancellationToken stop)
    {
        Interlocked.Increment(ref _done);
        var way = new Duplex();
        var serving = server.RunAsync(way.Transport, stop);
        if (malformed.Connected)
            way.ToServer.Write(PacketBytes.ConnectPacket(malformed.Version == MqttVersion.V5, Encoding.ASCII.GetBytes($"f{random.Next()}"), []));
        await WriteInPiecesAsync(way.ToServer, malformed.Bytes, random);
        way.ToServer.Write(Ping);
        await way.ToServer.CompleteAsync();
        try
        {
            await serving.WaitAsync(Limit, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Violation(malformed, which, $"The server did not end: {e.GetType().Name} {e.Message}");
            return;
        }

        var answer = await ReadAllAsync(way.FromServer);
        if (Verdict.Of(malformed, answer, out var reason) is { } wrong)
            Violation(malformed, which, wrong);
        else if (reason is not null)
            Interlocked.Increment(ref _told);
        else if (!malformed.MustEnd)
            Interlocked.Increment(ref _wentOn);
    }

    void Violation(in MalformedCase malformed, string which, string what) => _violations.Enqueue(
        $"{malformed.Kind} ({malformed.Version}, {which}): {what} Sent: {Convert.ToHexString(malformed.Bytes)}");

    // packets do not come as they were sent
    static async ValueTask WriteInPiecesAsync(PipeWriter output, byte[] bytes, Random random)
    {
        var at = 0;
        for (var pieces = random.Next(3); pieces > 0 && at < bytes.Length; pieces--)
        {
            var next = random.Next(at, bytes.Length + 1);
            output.Write(bytes.AsSpan(at, next - at));
            at = next;
            if ((await output.FlushAsync(CancellationToken.None)).IsCompleted)
                return;
        }

        output.Write(bytes.AsSpan(at));
    }

    static async ValueTask<byte[]> ReadAllAsync(PipeReader input)
    {
        while (true)
        {
            var read = await input.ReadAsync(CancellationToken.None);
            if (!read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var bytes = read.Buffer.ToArray();
            await input.CompleteAsync();
            return bytes;
        }
    }

    static async Task CountAsync(MqttClient client, Action count, CancellationToken stop)
    {
        try
        {
            await foreach (var message in client.ReceiveAsync(stop))
            {
                message.Accept();
                count();
            }
        }
        catch (OperationCanceledException)
        {
            // the run is over
        }
    }
}
