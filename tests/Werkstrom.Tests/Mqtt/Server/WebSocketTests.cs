using System.Net.Http;
using System.Net.WebSockets;
using Werkstrom.Tests.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>Section 6.</summary>
public sealed class WebSocketTests
{
    [Fact(DisplayName = "[MQTT-6.0.0-2..4] packets in binary frames that split and join them at will")]
    public async Task Split_frames()
    {
        await using var broker = await TestBroker.StartAsync();
        using var socket = await ConnectAsync(broker, "mqtt");
        var sent = Hex.Bytes("10 0D 00 04 'MQTT' 04 02 00 00 00 01 'c' C0 00 82 06 00 01 00 01 'a' 00 30 04 00 01 'a' 'x'");

        foreach (var one in sent)
            await socket.SendAsync(new[] { one }, WebSocketMessageType.Binary, true, default);

        Assert.Equal("mqtt", socket.SubProtocol);
        Assert.Equal("20 02 00 00 D0 00 90 03 00 01 00 30 04 00 01 61 78", Hex.Text(await ReceiveAsync(socket, 17)));
        Assert.Equal("websocket", broker.Server.Clients.Single().Transport);
    }

    [Fact(DisplayName = "[MQTT-6.0.0-1] a text frame ends the connection")]
    public async Task Text_frame()
    {
        await using var broker = await TestBroker.StartAsync();
        using var socket = await ConnectAsync(broker, "mqtt");

        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, default);

        Assert.Empty(await ReceiveAsync(socket, 1));
    }

    [Fact(DisplayName = "[MQTT-6.0.0-3] without the sub-protocol mqtt there is no connection")]
    public async Task Other_protocol()
    {
        await using var broker = await TestBroker.StartAsync();
        using var http = new HttpClient();

        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(broker, "chat"));
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{broker.WebPort}/mqtt"));
        Assert.Equal(400, (int)answer.StatusCode);
    }

    static async Task<ClientWebSocket> ConnectAsync(TestBroker broker, string protocol)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(protocol);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{broker.WebPort}/mqtt"), default);
        return socket;
    }

    static async Task<byte[]> ReceiveAsync(ClientWebSocket socket, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var bytes = new byte[count];
        var at = 0;
        while (at < count)
        {
            var received = await socket.ReceiveAsync(bytes.AsMemory(at), limit.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                break;
            at += received.Count;
        }

        return bytes[..at];
    }
}
