using System.Net;
using System.Net.Sockets;
using Werkstrom.Mqtt.Client;
using Werkstrom.Tests.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Client;

/// <summary>Messages of QoS 2 that the client receives, over a kill of its program. The server is a socket, and bytes of the standard.</summary>
public sealed class ReceivedTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("ws-mqtt-").FullName;
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ReceivedTests() => _listener.Start();

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact(DisplayName = "[MQTT-4.3.3-10, -11] what was handled is not given out again after a kill, only after it was released")]
    public async Task Handled_once()
    {
        await RunAsync("queue", present: false, async (server, collector) =>
        {
            await server.SendAsync("34 * 00 01 'a' 00 07 00 '1'", "34 * 00 01 'a' 00 08 00 '2'");
            await collector.WaitAsync(2);
            await server.ExpectAsync("50 02 00 07 50 02 00 08");
            await server.SendAsync("62 02 00 08");
            await server.ExpectAsync("70 02 00 08");
            Copy("queue", "killed");
        });

        await RunAsync("killed", present: true, async (server, collector) =>
        {
            await server.SendAsync("3C * 00 01 'a' 00 07 00 '1'", "34 * 00 01 'a' 00 08 00 '3'"); // 7 is the same message, 8 is another
            await server.ExpectAsync("50 02 00 07");
            Assert.Equal(["3"], await collector.WaitAsync(1));
            await server.ExpectAsync("50 02 00 08");
            await server.SendAsync("62 02 00 07");
            await server.ExpectAsync("70 02 00 07");
            await server.SendAsync("34 * 00 01 'a' 00 07 00 '4'");
            Assert.Equal(["3", "4"], await collector.WaitAsync(2));
            Copy("killed", "again");
        });

        await RunAsync("again", present: false, async (server, collector) => // another session: its identifiers say nothing
        {
            await server.SendAsync("34 * 00 01 'a' 00 08 00 '5'");
            Assert.Equal(["5"], await collector.WaitAsync(1));
        });
    }

    // what a kill leaves
    void Copy(string from, string to)
    {
        foreach (var end in (string[])["", ".received"])
            File.Copy(Path.Combine(_folder, from + end), Path.Combine(_folder, to + end));
    }

    async Task RunAsync(string file, bool present, Func<Server, Collector, Task> act)
    {
        await using var client = new MqttClient(new()
        {
            Server = new($"mqtt://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"),
            ClientId = "c",
            CleanStart = false,
            QueueFile = Path.Combine(_folder, file),
        });
        client.Start();
        await using var server = await Server.AcceptAsync(_listener, present);
        await using var collector = new Collector(client);
        await act(server, collector);
    }

    sealed class Server(NetworkStream stream) : IAsyncDisposable
    {
        public static async Task<Server> AcceptAsync(TcpListener listener, bool present)
        {
            using var limit = new CancellationTokenSource(Waiting.Limit);
            var socket = await listener.AcceptSocketAsync(limit.Token);
            Server server = new(new NetworkStream(socket, ownsSocket: true));
            var head = await server.ReceiveAsync(2);
            Assert.Equal(0x10, head[0]);
            await server.ReceiveAsync(head[1]);
            await server.SendAsync($"20 03 {(present ? "01" : "00")} 00 00");
            return server;
        }

        public async Task SendAsync(params string[] packets)
        {
            foreach (var packet in packets)
                await stream.WriteAsync(Hex.Bytes(packet));
        }

        public async Task ExpectAsync(string hex)
        {
            var expected = Hex.Bytes(hex);
            Assert.Equal(Hex.Text(expected), Hex.Text(await ReceiveAsync(expected.Length)));
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();

        async Task<byte[]> ReceiveAsync(int count)
        {
            using var limit = new CancellationTokenSource(Waiting.Limit);
            var bytes = new byte[count];
            await stream.ReadExactlyAsync(bytes, limit.Token);
            return bytes;
        }
    }
}
