namespace Werkstrom.Mqtt.Packets;

/// <summary>A CONNECT.</summary>
public sealed record MqttConnect
{
    /// <summary>The protocol that the client speaks.</summary>
    public required MqttVersion Version { get; init; }

    /// <summary>Who the client is; empty when the server shall make an identifier.</summary>
    public required string ClientId { get; init; }

    /// <summary>Begin without what an earlier session left. MQTT 3.1.1: clean session, which also ends with the connection.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>Seconds between packets at most; 0: no limit.</summary>
    public ushort KeepAlive { get; init; }

    /// <summary>User name; null when there is none.</summary>
    public string? UserName { get; init; }

    /// <summary>Password; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>The will; null when there is none.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>Properties of MQTT 5; null when there are none.</summary>
    public MqttProperties? Properties { get; init; }
}
