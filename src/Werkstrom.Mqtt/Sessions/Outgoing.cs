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

    /// <summary>The QoS 2 message that this is a copy of, when its publisher has a session that is kept.</summary>
    public Origin? Origin;
    public MqttQos Qos;
    public bool Retain;
    public OutState State;
}

/// <summary>
/// A QoS 2 message of a kept session. Its copies in the journal count only when the journal also says that it was passed on: a
/// crash between the two leaves none, and the client sends it again.
/// </summary>
sealed class Origin(long session, ushort id)
{
    public long Session => session;

    public ushort Id => id;

    /// <summary>Whether the journal says that the message was passed on.</summary>
    public bool IsCommitted { get; set; }
}

/// <summary>A packet that a session gives to its connection.</summary>
/// <param name="Message">The message; null for a PUBREL.</param>
readonly record struct Sending(Message? Message, ushort Id, MqttQos Qos, bool Retain, bool Dup, uint[] Ids);
