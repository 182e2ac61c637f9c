using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>How far a message of QoS 1 or 2 is.</summary>
enum OutState : byte
{
    /// <summary>Complete, or dropped before it was sent.</summary>
    Gone,

    /// <summary>Waits to be sent, or was sent and not answered.</summary>
    Sent,

    /// <summary>PUBREC came; PUBREL is to be sent, or was.</summary>
    Released,
}

/// <summary>A message in the queue of a session.</summary>
struct Outgoing
{
    public Message Message;

    /// <summary>Counts the messages of QoS 1 and 2 of the session, from 1; its remainder is the packet identifier. 0 with QoS 0.</summary>
    public long Number;

    /// <summary>A message of QoS 2 is not sent before the journal is durable up to here.</summary>
    public long Position;

    public uint[] Ids;
    public SharedGroup? Group;

    public MqttQos Qos;
    public bool Retain;
    public OutState State;
}

/// <summary>
/// A QoS 2 message of a kept session, by its identifier. Its copies in the log count only when the log also says that it was passed
/// on: a crash between the two leaves none, and the client sends it again.
/// </summary>
readonly record struct Origin(long Session, ushort Id);

/// <summary>A packet that a session gives to its connection.</summary>
/// <param name="Message">The message; null for a PUBREL.</param>
readonly record struct Sending(Message? Message, ushort Id, MqttQos Qos, bool Retain, bool Dup, uint[] Ids);
