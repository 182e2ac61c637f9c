using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Werkstrom.Mqtt.Server;

/// <summary>
/// MQTT over TCP and TLS on Kestrel: <c>options.ListenAnyIP(1883, l =&gt; l.UseConnectionHandler&lt;MqttConnectionHandler&gt;())</c>, with
/// <c>l.UseHttps(…)</c> before it for TLS.
/// </summary>
/// <param name="server">The server.</param>
public sealed class MqttConnectionHandler(MqttServer server) : ConnectionHandler
{
    /// <inheritdoc/>
    public override Task OnConnectedAsync(ConnectionContext connection)
    {
        var tls = connection.Features.Get<ITlsConnectionFeature>();
        var transport = new MqttTransport
        {
            Input = connection.Transport.Input,
            Output = connection.Transport.Output,
            Abort = connection.Abort,
            Name = connection.Features.Get<ITlsHandshakeFeature>() is null ? "tcp" : "tls",
            Remote = connection.RemoteEndPoint,
            Certificate = tls?.ClientCertificate,
        };
        // not ConnectionClosed: what a client sent before it closed the connection is still to be read
        return server.RunAsync(transport, CancellationToken.None);
    }
}
