using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Server;

/// <summary>Why a message was not delivered.</summary>
public enum MqttDropReason
{
    /// <summary>The client reads too slowly: a message of QoS 0 found no room.</summary>
    SlowReader,

    /// <summary>The queue of the client was full: the oldest message of it was dropped.</summary>
    QueueFull,

    /// <summary>The message is larger than the client takes.</summary>
    TooLarge,

    /// <summary>No further message can be retained; it went only to those who were there.</summary>
    RetainedFull,
}

/// <summary>Is told what happens. Calls come from many threads and must return at once.</summary>
public interface IMqttObserver
{
    /// <summary>A client is connected.</summary>
    void Connected(MqttClientInfo client);

    /// <summary>A client is gone. <paramref name="text"/> says why, for a human.</summary>
    void Disconnected(MqttClientInfo client, MqttReason reason, string text);

    /// <summary>A connection was refused.</summary>
    void Refused(MqttCandidate candidate, MqttReason reason);

    /// <summary>A client began, or ceased, to send more than it may; it is slowed meanwhile.</summary>
    void Flooding(MqttClientInfo client, bool begins);

    /// <summary>A message for a client was dropped.</summary>
    void Dropped(string clientId, string topic, MqttDropReason reason);

    /// <summary>A client was denied a topic.</summary>
    void Denied(MqttClientInfo client, string topic, bool publish);
}
