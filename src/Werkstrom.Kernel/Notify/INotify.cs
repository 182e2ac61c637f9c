namespace Werkstrom.Kernel.Notify;

/// <summary>Tells people and programs outside: mail by SMTP, webhooks. What is queued survives a restart and is tried again.</summary>
public interface INotify
{
    /// <summary>True when a mail server is set (<c>notify:smtpHost</c>).</summary>
    bool CanMail { get; }

    /// <summary>How many messages wait, and how many were given up in the last seven days.</summary>
    Task<(int Waiting, int GivenUp)> CountAsync(CancellationToken stop);

    /// <summary>Queues a message; it is on disk when this returns and sent in the background. One whose key is known already is not queued again.</summary>
    Task SendAsync(Message message, CancellationToken stop);

    /// <summary>What became of messages, by their keys; those that ended more than 30 days ago are not there any more.</summary>
    Task<IReadOnlyDictionary<string, MessageFate>> FatesAsync(IReadOnlyCollection<string> keys, CancellationToken stop);
}

/// <summary>A message to one mail address or one webhook.</summary>
/// <param name="To">A mail address, or an <c>https://</c> address for a webhook.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Form">How a webhook wants it; nothing to mails.</param>
/// <param name="Key">What makes it the same as another message; null for one that is like no other.</param>
public sealed record Message(string To, string Subject, string Text, MessageForm Form = MessageForm.Plain, string? Key = null);

/// <summary>What the body of a webhook is.</summary>
public enum MessageForm
{
    /// <summary><c>{"id", "subject", "text", "at"}</c>.</summary>
    Plain = 0,

    /// <summary><c>{"text"}</c>, as the incoming webhooks of Slack, Mattermost and Rocket.Chat take it.</summary>
    Text = 1,

    /// <summary>A message with an adaptive card, as the workflows of Microsoft Teams take it.</summary>
    Teams = 2,
}

/// <summary>What became of a message.</summary>
/// <param name="IsSent">True when the other side took it.</param>
/// <param name="IsGivenUp">True when it is not tried any more.</param>
/// <param name="Tries">How often it failed.</param>
/// <param name="Error">Why the last try failed, or null.</param>
/// <param name="At">When it was sent or given up; null while it waits.</param>
public sealed record MessageFate(bool IsSent, bool IsGivenUp, int Tries, string? Error, DateTimeOffset? At);
