using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.Notify;

/// <summary>A message that waits to be sent, was sent, or was given up. Its text is dropped when it ended: it may hold a link.</summary>
[NotAudited]
sealed class OutboxMessage
{
    /// <summary>After so many tries, about a day, it is given up.</summary>
    public const int MostTries = 12;

    public OutboxMessage(Message message, DateTimeOffset now)
    {
        (Id, Recipient, Subject, Body) = (Guid.CreateVersion7(now).ToString(), message.To, message.Subject, message.Text);
        (CreatedAt, Next, Form, MessageKey) = (now, now, message.Form, message.Key);
    }

    OutboxMessage()
    {
    }

    public string Id { get; private set; } = "";

    public string Recipient { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string Body { get; private set; } = "";

    public MessageForm Form { get; private set; }

    /// <summary>See <see cref="Message.Key"/>.</summary>
    public string? MessageKey { get; private set; }

    public OutboxState State { get; private set; }

    public int Tries { get; private set; }

    public DateTimeOffset Next { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    /// <summary>Why the last try failed; never a secret.</summary>
    public string? Error { get; private set; }

    public bool IsWebhook => Recipient.Contains("://", StringComparison.Ordinal);

    public void Sent(DateTimeOffset now) => (State, Ended, Error, Body) = (OutboxState.Sent, now, null, "");

    /// <summary>Notes a failed try: again after 15 s, 30 s, 1 min, … at most 4 h; the last one gives up.</summary>
    public void Failed(string error, bool forGood, DateTimeOffset now)
    {
        Tries++;
        Error = error.Length <= 500 ? error : error[..500];
        if (forGood || Tries >= MostTries)
            (State, Ended, Body) = (OutboxState.GivenUp, now, "");
        else
            Next = now + TimeSpan.FromSeconds(Math.Min(4 * 3600, 15 * Math.Pow(2, Tries - 1)));
    }
}

/// <summary>What became of a message.</summary>
enum OutboxState
{
    Waiting = 0,
    Sent = 1,
    GivenUp = 2,
}
