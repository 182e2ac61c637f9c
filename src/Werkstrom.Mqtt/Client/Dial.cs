using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace Werkstrom.Mqtt.Client;

/// <summary>Opens the bytes of a connection: TCP, TLS or WebSocket.</summary>
static class Dial
{
    /// <summary>Opens what the options say.</summary>
    /// <exception cref="SocketException">The server cannot be reached.</exception>
    /// <exception cref="IOException">TLS does not come about.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The server's certificate is not trusted.</exception>
    /// <exception cref="WebSocketException">The server does not speak WebSocket.</exception>
    public static ValueTask<Stream> OpenAsync(MqttClientOptions options, CancellationToken stop) =>
        options.Open is { } open ? open(stop) : options.Server.Scheme switch
        {
            "mqtt" => TcpAsync(options.Server, 1883, stop),
            "mqtts" => TlsAsync(options, stop),
            _ => WebAsync(options, stop),
        };

    /// <summary>Is it an address that can be opened?</summary>
    public static bool IsKnown(Uri server) => server.IsAbsoluteUri && server.Scheme is "mqtt" or "mqtts" or "ws" or "wss";

    static async ValueTask<Stream> TcpAsync(Uri server, int port, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.DnsSafeHost, server.IsDefaultPort ? port : server.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static async ValueTask<Stream> TlsAsync(MqttClientOptions options, CancellationToken stop)
    {
        var tcp = await TcpAsync(options.Server, 8883, stop);
        var tls = new SslStream(tcp);
        try
        {
            var how = options.Tls ?? new SslClientAuthenticationOptions();
            how.TargetHost ??= options.Server.DnsSafeHost;
            await tls.AuthenticateAsClientAsync(how, stop);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    static async ValueTask<Stream> WebAsync(MqttClientOptions options, CancellationToken stop)
    {
        var web = new ClientWebSocket();
        try
        {
            web.Options.AddSubProtocol("mqtt"); // [MQTT-6.0.0-3]
            web.Options.KeepAliveInterval = TimeSpan.Zero; // MQTT has its own
            if (options.Tls is { } tls)
            {
                web.Options.RemoteCertificateValidationCallback = tls.RemoteCertificateValidationCallback;
                if (tls.ClientCertificates is { } certificates)
                    web.Options.ClientCertificates = certificates;
            }

            await web.ConnectAsync(options.Server, stop);
            return WebSocketStream.Create(web, WebSocketMessageType.Binary, ownsWebSocket: true);
        }
        catch
        {
            web.Dispose();
            throw;
        }
    }
}
