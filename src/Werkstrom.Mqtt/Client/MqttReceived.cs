using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>A message that was received.</summary>
public sealed class MqttReceived
{
    readonly Inbox _inbox;
    readonly byte[] _properties;

    internal MqttReceived(Inbox inbox, in MqttPublish publish, string topic)
    {
        (_inbox, Topic, Qos, Retain, Dup, Id) = (inbox, topic, publish.Qos, publish.Retain, publish.Dup, publish.Id);
        Payload = publish.Payload.ToArray();
        _properties = publish.RawProperties.ToArray();
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>With which quality of service it came.</summary>
    public MqttQos Qos { get; }

    /// <summary>Whether it was kept by the server from before the subscription.</summary>
    public bool Retain { get; }

    /// <summary>Whether the server sent it before; with QoS 1 it may have been received before.</summary>
    public bool Dup { get; }

    /// <summary>Properties of MQTT 5, read anew at each call.</summary>
    public MqttProperties Properties => MqttProperties.Read(_properties, (int)MqttPacketType.Publish, out _) ?? new MqttProperties();

    internal ushort Id { get; }

    /// <summary>
    /// The message is handled: it is acknowledged now. Needed only before the loop over <see cref="MqttClient.ReceiveAsync"/> is left; who
    /// asks for the next message accepts the one before.
    /// </summary>
    public void Accept() => _inbox.Accept(this);
}
