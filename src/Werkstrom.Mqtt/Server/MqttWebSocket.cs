using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Werkstrom.Mqtt.Server;

/// <summary>MQTT over WebSocket (section 6): sub-protocol <c>mqtt</c>, binary frames that need not hold whole packets.</summary>
public static class MqttWebSocket
{
    const string SubProtocol = "mqtt"; // [MQTT-6.0.0-3]

    /// <summary>Answers a request for a WebSocket and serves it until it ends; another request gets 400.</summary>
    public static async Task RunAsync(HttpContext http, MqttServer server, CancellationToken stop)
    {
        if (!http.WebSockets.IsWebSocketRequest || !http.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync(SubProtocol);
        var (toServer, toClient) = (new Pipe(), new Pipe());
        var transport = new MqttTransport
        {
            Input = toServer.Reader,
            Output = toClient.Writer,
            Abort = () => Abort(http, toClient.Reader),
            Name = "websocket",
            Remote = http.Connection.RemoteIpAddress is { } ip ? new IPEndPoint(ip, http.Connection.RemotePort) : null,
            Certificate = http.Connection.ClientCertificate,
        };
        var receiving = ReceiveAsync(socket, toServer.Writer, stop);
        var sending = SendAsync(socket, toClient.Reader, stop);
        await server.RunAsync(transport, CancellationToken.None); // until the last of what was received is read
        await sending;
        await receiving;
    }

    static void Abort(HttpContext http, PipeReader output)
    {
        http.Abort();
        output.CancelPendingRead();
    }

    static async Task ReceiveAsync(WebSocket socket, PipeWriter output, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(output.GetMemory(4096), stop);
                if (received.MessageType != WebSocketMessageType.Binary)
                    break; // closed, or text, which is not allowed [MQTT-6.0.0-1]
                output.Advance(received.Count);
                if ((await output.FlushAsync(stop)).IsCompleted)
                    break;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // the client is gone
        }

        await output.CompleteAsync();
    }

    static async Task SendAsync(WebSocket socket, PipeReader input, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(stop);
                foreach (var piece in read.Buffer)
                    await socket.SendAsync(piece, WebSocketMessageType.Binary, endOfMessage: true, stop);
                input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted || read.IsCanceled)
                    break;
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // the client is gone
        }

        await input.CompleteAsync();
    }
}
