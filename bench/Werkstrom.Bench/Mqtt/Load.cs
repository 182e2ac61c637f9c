using System.Diagnostics;
using System.Text;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Bench.Mqtt;

/// <summary>The loads; each gives messages a second.</summary>
static class Load
{
    const int Seconds = 5;
    const int Ahead = 5000;

    static readonly byte[] Payload = Encoding.ASCII.GetBytes("""{"value":21.5,"unit":"Cel","time":"2026-11-22T08:00:00.000Z","quality":192,"source":"plc-7/db12.dbd4"}""");

    /// <summary>About 100 bytes of JSON.</summary>
    public static MqttMessage Message(int client, MqttQos qos = MqttQos.AtLeastOnce) => new($"plant/line1/machine{client}/temperature", Payload, qos);

    /// <summary>
    /// QoS 0 from some publishers to one subscriber, end to end. The publishers are never more than 5,000 messages ahead of the
    /// subscriber, so that nobody has to drop.
    /// </summary>
    public static async Task<double> ThroughAsync(Broker broker, int publishers, CancellationToken stop)
    {
        await using var subscriber = await broker.ConnectAsync("subscriber", stop);
        await subscriber.SubscribeAsync("plant/#", MqttQos.AtMostOnce, stop);
        var clients = await ConnectAllAsync(broker, publishers, 1000, stop);
        var (sent, received) = (0L, 0L);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var receiving = CountAsync(subscriber, () => Volatile.Write(ref received, received + 1), end.Token);
        var start = Stopwatch.GetTimestamp();
        var until = start + (Seconds * Stopwatch.Frequency);
        await Task.WhenAll(clients.Select((client, i) => Task.Run(
            async () =>
            {
                var portion = Enumerable.Repeat(Message(i, MqttQos.AtMostOnce), 200).ToArray();
                while (Stopwatch.GetTimestamp() < until)
                {
                    Interlocked.Add(ref sent, portion.Length);
                    await client.PublishAsync(portion, stop);
                    while (Volatile.Read(ref sent) - Volatile.Read(ref received) > Ahead && Stopwatch.GetTimestamp() < until)
                        await Task.Delay(1, stop);
                }
            },
            stop)));
        var rate = Volatile.Read(ref received) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        for (var waits = 0; Volatile.Read(ref received) < sent && waits < 200; waits++)
            await Task.Delay(10, stop);
        var lost = sent - Volatile.Read(ref received);
        await end.CancelAsync();
        await receiving;
        await CloseAsync(clients);
        return lost == 0 ? rate : throw new InvalidOperationException($"{broker.Name} lost {lost} of {sent} messages.");
    }

    /// <summary>QoS 1 over some connections, each with so many messages under way.</summary>
    public static async Task<double> AcknowledgedAsync(Broker broker, int connections, int window, CancellationToken stop)
    {
        var clients = await ConnectAllAsync(broker, connections, window, stop);
        var start = Stopwatch.GetTimestamp();
        var until = start + (Seconds * Stopwatch.Frequency);
        var windows = clients.Select((c, i) => new Window(c, Message(i), window, until)).ToArray();
        await Task.WhenAll(windows.Select(w => w.RunAsync(stop)));
        var rate = windows.Sum(w => w.Acknowledged) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await CloseAsync(clients);
        return rate;
    }

    /// <summary>p99 of QoS 1 at 10,000 messages a second over 8 connections, ms.</summary>
    public static async Task<double> DelayAsync(Broker broker, CancellationToken stop)
    {
        var clients = await ConnectAllAsync(broker, 8, 1000, stop);
        await new Paced(clients, 10_000).RunAsync(1, stop); // warm
        var paced = new Paced(clients, 10_000);
        await paced.RunAsync(2 * Seconds, stop);
        await CloseAsync(clients);
        return paced.P99;
    }

    public static async Task<MqttClient[]> ConnectAllAsync(Broker broker, int count, int window, CancellationToken stop)
    {
        var clients = new MqttClient[count];
        for (var i = 0; i < count; i++)
            clients[i] = await broker.ConnectAsync($"sender{i}", stop, window);
        return clients;
    }

    public static async Task CloseAsync(IEnumerable<MqttClient> clients)
    {
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    /// <summary>Tells of each message that a client receives, until it is stopped.</summary>
    public static async Task CountAsync(MqttClient client, Action count, CancellationToken stop)
    {
        try
        {
            await foreach (var received in client.ReceiveAsync(stop))
                count();
        }
        catch (OperationCanceledException)
        {
            // the end of the measurement
        }
    }
}
