namespace Werkstrom.Mqtt.Journal;

/// <summary>What a record of the journal says. The numbers are on the disk: never change one.</summary>
enum Record : byte
{
    /// <summary>A session: client, seconds that it outlives its connection. Also when the latter changes.</summary>
    Opened = 1,

    /// <summary>A session ended.</summary>
    Ended = 2,

    /// <summary>The connection was lost: when.</summary>
    Offline = 3,

    /// <summary>A subscription was made or replaced.</summary>
    Subscribed = 4,

    /// <summary>A subscription was taken away.</summary>
    Unsubscribed = 5,

    /// <summary>A message of QoS 1 or 2 was queued.</summary>
    Queued = 6,

    /// <summary>A message was answered, dropped, or its time was over.</summary>
    Done = 7,

    /// <summary>PUBREC came for a message.</summary>
    Released = 8,

    /// <summary>Messages up to a number may have been sent.</summary>
    Sent = 9,

    /// <summary>A QoS 2 message came, or was passed on.</summary>
    Arrived = 10,

    /// <summary>PUBREL came for a QoS 2 message.</summary>
    Freed = 11,

    /// <summary>A message is retained.</summary>
    Retained = 12,

    /// <summary>A topic has no retained message any more.</summary>
    Cleared = 13,

    /// <summary>A will is set.</summary>
    Will = 14,

    /// <summary>A will is gone.</summary>
    NoWill = 15,

    /// <summary>In a snapshot: a session as it was at a position of the log; older records of it do not count.</summary>
    Image = 16,

    /// <summary>In a snapshot: the next number of a message.</summary>
    Next = 17,

    /// <summary>The end of a snapshot: it is whole.</summary>
    Whole = 18,
}
