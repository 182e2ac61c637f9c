namespace Werkstrom.Mqtt.Sessions;

/// <summary>What became of a message for a session.</summary>
enum Delivered : byte
{
    /// <summary>It waits to be sent.</summary>
    Queued,

    /// <summary>It was dropped: the session is off line and the message has QoS 0, or the queue is full.</summary>
    Dropped,

    /// <summary>It waits, and an older message was dropped for it.</summary>
    DroppedOlder,
}
