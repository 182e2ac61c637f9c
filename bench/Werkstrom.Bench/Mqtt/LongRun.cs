using System.Diagnostics;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Bench.Mqtt;

/// <summary>What takes longer: many connections for minutes, and a client that floods.</summary>
static class LongRun
{
    const int Connections = 3500;

    /// <summary>3,500 connections that send one message of QoS 1 a second each.</summary>
    public static async Task<IEnumerable<Row>> ManyAsync(Broker broker, double minutes, CancellationToken stop)
    {
        var clients = new MqttClient[Connections];
        for (var i = 0; i < Connections; i++)
            clients[i] = await broker.ConnectAsync($"machine{i}", stop, inFlight: 10, queued: 100);
        await new Paced(clients, Connections).RunAsync(Math.Min(60, minutes * 12), stop); // memory that every connection needs once
        var samples = new List<(double Minute, double Megabytes)>();
        var (start, processor) = (Stopwatch.GetTimestamp(), broker.Processor());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = WatchAsync(broker, start, samples, end.Token);
        var paced = new Paced(clients, Connections);
        await paced.RunAsync(minutes * 60, stop);
        var load = (broker.Processor() - processor).TotalSeconds / Stopwatch.GetElapsedTime(start).TotalSeconds * 100;
        await end.CancelAsync();
        await watching;
        await Load.CloseAsync(clients);
        var what = FormattableString.Invariant($"3,500 connections x 1 Hz, QoS 1, {minutes:0.#} min");
        return
        [
            Row.AtMost($"{what}: memory, slope", Slope(samples), "MB/min", 1),
            Row.Seen($"{what}: memory, at the end", samples[^1].Megabytes, "MB"),
            Row.AtMost($"{what}: of one core", load, "%", 10),
            Row.Seen($"{what}: processor time a message", load * 10_000 / Connections, "µs"),
            Row.Seen($"{what}: p99 of the acknowledgement", paced.P99, "ms"),
            Row.Seen($"{what}: load of the machine, last minute", Cost.MachineLoad(), "1"),
        ];
    }

    /// <summary>
    /// p99 of ten clients that send 100 messages of QoS 1 a second each, ms, while another offers 100 times the 1,000 messages a second
    /// that it may send.
    /// </summary>
    public static async Task<(double P99, double Offered)> FloodAsync(Broker broker, CancellationToken stop)
    {
        const int Seconds = 10;
        await using var flooding = await broker.ConnectAsync(LibraryServer.Limited + "flood", stop);
        var clients = await Load.ConnectAllAsync(broker, 10, 1000, stop);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var offering = Task.Run(() => OfferAsync(flooding, 100 * LibraryServer.Budget, end.Token), stop);
        await Task.Delay(1000, stop);
        var paced = new Paced(clients, 1000);
        await paced.RunAsync(Seconds, stop);
        await end.CancelAsync();
        var offered = await offering / (Seconds + 1.0);
        await Load.CloseAsync(clients);
        return (paced.P99, offered);
    }

    // what finds the client's own queue full was offered, and refused by the back-pressure of the server
    static async Task<long> OfferAsync(MqttClient client, int perSecond, CancellationToken stop)
    {
        var portion = Enumerable.Repeat(Load.Message(0, MqttQos.AtMostOnce), 100).ToArray();
        var (start, offered) = (Stopwatch.GetTimestamp(), 0L);
        while (!stop.IsCancellationRequested)
        {
            for (; offered < Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond; offered += portion.Length)
            {
                try
                {
                    client.Post(portion);
                }
                catch (MqttQueueFullException)
                {
                    // the sender has lost them: that is its own affair
                }
            }

            await Task.Delay(1, CancellationToken.None);
        }

        return offered;
    }

    static async Task WatchAsync(Broker broker, long start, List<(double, double)> samples, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                samples.Add((Stopwatch.GetElapsedTime(start).TotalMinutes, broker.Memory()));
                await Task.Delay(1000, stop);
            }
        }
        catch (OperationCanceledException)
        {
            samples.Add((Stopwatch.GetElapsedTime(start).TotalMinutes, broker.Memory()));
        }
    }

    // least squares
    static double Slope(List<(double Minute, double Megabytes)> samples)
    {
        var (x, y) = (samples.Average(s => s.Minute), samples.Average(s => s.Megabytes));
        var spread = samples.Sum(s => (s.Minute - x) * (s.Minute - x));
        return spread == 0 ? 0 : samples.Sum(s => (s.Minute - x) * (s.Megabytes - y)) / spread;
    }
}
