using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Werkstrom.Mqtt.Server;

/// <summary>A connection on which nothing was said yet.</summary>
public sealed class MqttTransport
{
    /// <summary>What comes from the client.</summary>
    public required PipeReader Input { get; init; }

    /// <summary>What goes to the client.</summary>
    public required PipeWriter Output { get; init; }

    /// <summary>Ends the connection at once, whatever waits.</summary>
    public required Action Abort { get; init; }

    /// <summary>How it came: <c>tcp</c>, <c>tls</c> or <c>websocket</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the client is, or null.</summary>
    public EndPoint? Remote { get; init; }

    /// <summary>The certificate that the client showed, or null.</summary>
    public X509Certificate2? Certificate { get; init; }
}
