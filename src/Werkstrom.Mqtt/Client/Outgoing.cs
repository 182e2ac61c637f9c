namespace Werkstrom.Mqtt.Client;

/// <summary>How far a message is.</summary>
enum OutgoingState : byte
{
    /// <summary>It was not sent, or what was sent does not count any more.</summary>
    Waiting,

    /// <summary>PUBLISH was sent.</summary>
    Sent,

    /// <summary>PUBREC came: PUBREL is to be sent, or was.</summary>
    Released,

    /// <summary>It is done.</summary>
    Done,
}

/// <summary>A message on its way to the server. Guarded by the outbox.</summary>
sealed class Outgoing(in MqttMessage message, IMqttReceipt? receipt, long tag)
{
    public readonly MqttMessage Message = message;

    public IMqttReceipt? Receipt { get; } = receipt;

    public long Tag { get; } = tag;

    /// <summary>Number in the queue file.</summary>
    public long Number { get; set; }

    /// <summary>Place among what was sent: what is sent again keeps its order.</summary>
    public long Order { get; set; }

    public ushort Id { get; set; }

    public OutgoingState State { get; set; }

    /// <summary>Whether it was sent on an earlier connection of the session.</summary>
    public bool Dup { get; set; }

    /// <summary>Whether it was sent on this connection, so that an answer can come.</summary>
    public bool IsOnLink { get; set; }
}
