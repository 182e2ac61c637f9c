using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Bench.Mqtt;

/// <summary>Clients that do nothing, that break off in the middle, and that do not read. Others must not notice.</summary>
static class Trouble
{
    /// <summary>CONNECT of MQTT 5 with the identifier <c>half</c> and a number of five digits, keep-alive 2 s.</summary>
    static byte[] Connect(int number) =>
        [.. "\x10\x16\x00\x04MQTT\x05\x02\x00\x02\x00\x00\x09half"u8, .. Encoding.ASCII.GetBytes($"{number:00000}")];

    /// <summary>A PUBLISH that says 100 bytes and breaks off after four.</summary>
    static ReadOnlySpan<byte> Torn => [0x30, 0x64, 0x00, 0x05];

    /// <summary>10,000 connections that are quiet: memory of each, processor time.</summary>
    public static async Task<IEnumerable<Row>> IdleAsync(Broker broker, CancellationToken stop)
    {
        const int Connections = 10_000;
        Rows.Say("10,000 quiet connections ...");
        var before = broker.Memory();
        var sockets = new List<Socket>(Connections);
        for (var i = 0; i < Connections; i++)
            sockets.Add(await OpenAsync(broker, Keeping(i), stop));
        await Task.Delay(15_000, stop); // until what only the beginning needs is given back
        var (start, used) = (Stopwatch.GetTimestamp(), broker.Processor());
        await Task.Delay(20_000, stop);
        var share = (broker.Processor() - used).TotalSeconds / Stopwatch.GetElapsedTime(start).TotalSeconds * 100;
        var memory = (broker.Memory() - before) * 1000 / Connections;
        var alive = await CountAliveAsync(sockets, stop);
        sockets.ForEach(socket => socket.Dispose());
        return
        [
            Row.AtLeast("10,000 quiet connections: still there", alive, "1", Connections),
            Row.Seen("10,000 quiet connections: memory of each", memory, "kB"),
            Row.AtMost("10,000 quiet connections: of one core", share, "%", 2),
        ];
    }

    /// <summary>2,000 connections that say nothing, or break off in the middle of a packet: they are ended, and others do not notice.</summary>
    public static async Task<IEnumerable<Row>> HalfOpenAsync(Broker broker, CancellationToken stop)
    {
        const int Connections = 2000;
        Rows.Say("2,000 half-open connections ...");
        var clients = await Load.ConnectAllAsync(broker, 8, 1000, stop);
        var sockets = new List<Socket>(Connections);
        for (var i = 0; i < Connections; i++)
        {
            sockets.Add(await OpenAsync(broker, i % 2 == 0 ? [] : Connect(i), stop));
            if (i % 2 == 1)
                await sockets[i].SendAsync(Torn.ToArray(), stop);
        }

        var paced = new Paced(clients, 1000);
        await paced.RunAsync(20, stop); // longer than the time for a CONNECT, and than the keep-alive
        var alive = await CountAliveAsync(sockets, stop);
        sockets.ForEach(socket => socket.Dispose());
        await Load.CloseAsync(clients);
        return
        [
            Row.AtMost("2,000 half-open connections: still there after 20 s", alive, "1", 0),
            Row.AtMost("2,000 half-open connections: p99 of others", paced.P99, "ms", 250),
        ];
    }

    /// <summary>A subscriber that never reads, while 20,000 messages a second are for it: memory is bounded, and others get everything.</summary>
    public static async Task<IEnumerable<Row>> SlowReaderAsync(Broker broker, CancellationToken stop)
    {
        Rows.Say("A subscriber that does not read ...");
        using var deaf = await OpenAsync(broker, Keeping(0), stop);
        await deaf.SendAsync((byte[])[0x82, 0x0D, 0, 1, 0, 0, 7, .. "plant/#"u8, 0], stop);
        await using var reader = await broker.ConnectAsync("reader", stop);
        await reader.SubscribeAsync("plant/#", MqttQos.AtLeastOnce, stop);
        var got = 0;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = Load.CountAsync(reader, () => got++, end.Token);
        var clients = await Load.ConnectAllAsync(broker, 8, 1000, stop);
        var before = broker.Memory();
        var paced = new Paced(clients, 20_000);
        await paced.RunAsync(20, stop);
        for (var waits = 0; got < paced.Delays.Length && waits < 1000; waits++)
            await Task.Delay(10, stop);
        var growth = broker.Memory() - before;
        await end.CancelAsync();
        await reading;
        await Load.CloseAsync(clients);
        return
        [
            Row.AtMost("a reader that hangs, 20,000/s for 20 s: messages that another missed", paced.Delays.Length - got, "1", 0),
            Row.AtMost("a reader that hangs: memory", growth, "MB", 150),
            Row.AtMost("a reader that hangs: p99 of the senders", paced.P99, "ms", 250),
        ];
    }

    // as above, without keep-alive
    static byte[] Keeping(int number)
    {
        var connect = Connect(number);
        connect[11] = 0;
        return connect;
    }

    static async Task<Socket> OpenAsync(Broker broker, byte[] connect, CancellationToken stop)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, broker.Port, stop);
        if (connect.Length == 0)
            return socket;
        await socket.SendAsync(connect, stop);
        var answer = new byte[2];
        if (await socket.ReceiveAsync(answer, stop) != 2 || answer[0] != 0x20 || await socket.ReceiveAsync(new byte[answer[1]], stop) == 0)
            throw new InvalidOperationException("A connection was refused.");
        return socket;
    }

    /// <summary>Those whose end has not come.</summary>
    static async Task<int> CountAliveAsync(List<Socket> sockets, CancellationToken stop)
    {
        await Task.Delay(100, stop);
        return sockets.Count(socket => !IsEnded(socket));
    }

    static bool IsEnded(Socket socket)
    {
        try
        {
            while (socket.Poll(0, SelectMode.SelectRead))
            {
                if (socket.Receive(new byte[256]) == 0)
                    return true;
            }

            return false;
        }
        catch (SocketException)
        {
            return true; // reset
        }
    }
}
