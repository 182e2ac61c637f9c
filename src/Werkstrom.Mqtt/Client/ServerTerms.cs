using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>What the server's CONNACK allows.</summary>
sealed class ServerTerms
{
    readonly MqttQos _mostQos;
    readonly bool _keepsRetained;

    public ServerTerms(MqttConnAck ack, MqttClientOptions options)
    {
        var p = ack.Properties;
        _mostQos = (MqttQos)(p?.MaximumQos ?? 2);
        _keepsRetained = p?.RetainAvailable ?? true;
        LargestPacket = p?.MaximumPacketSize ?? 268_435_460;
        SessionPresent = ack.SessionPresent;
        KeepAlive = TimeSpan.FromSeconds(p?.ServerKeepAlive ?? options.KeepAlive);
        Aliases = Math.Min(p?.TopicAliasMaximum ?? 0, options.TopicAliases);
        Quota = Math.Min(p?.ReceiveMaximum ?? ushort.MaxValue, options.InFlight ?? (options.Version == MqttVersion.V5 ? 1000 : 20));
        AssignedClientId = p?.AssignedClientIdentifier;
    }

    public bool SessionPresent { get; }

    public TimeSpan KeepAlive { get; }

    /// <summary>The largest packet in bytes that the server takes.</summary>
    public long LargestPacket { get; }

    /// <summary>Topic aliases that may be used.</summary>
    public int Aliases { get; }

    /// <summary>Messages of QoS 1 and 2 that may be under way.</summary>
    public int Quota { get; }

    public string? AssignedClientId { get; }

    /// <summary>Why a message cannot be sent to this server; null when it can.</summary>
    public MqttPublishException? Refusal(in MqttMessage message, int size)
    {
        if (size > LargestPacket)
            return new(MqttReason.PacketTooLarge, $"The message makes a packet of {size} bytes; the server takes {LargestPacket}."); // [MQTT-3.2.2-15]
        if (message.Qos > _mostQos)
            return new(MqttReason.QosNotSupported, "The server does not take this QoS."); // [MQTT-3.2.2-11]
        return message.Retain && !_keepsRetained ? new(MqttReason.RetainNotSupported, "The server keeps no messages.") : null; // [MQTT-3.2.2-14]
    }
}
