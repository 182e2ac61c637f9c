namespace Werkstrom.Kernel.Notify;

/// <summary>Tells people and programs outside: mail by SMTP, webhooks. What is queued survives a restart and is tried again.</summary>
public interface INotify
{
    /// <summary>True when a mail server is set (<c>notify:smtpHost</c>).</summary>
    bool CanMail { get; }

    /// <summary>How many messages wait, and how many were given up in the last seven days.</summary>
    Task<(int Waiting, int GivenUp)> CountAsync(CancellationToken stop);

    /// <summary>Queues a message; it is on disk when this returns and sent in the background.</summary>
    Task SendAsync(Message message, CancellationToken stop);
}

/// <summary>A message to one mail address or one webhook.</summary>
/// <param name="To">A mail address, or an <c>https://</c> address for a webhook.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
public sealed record Message(string To, string Subject, string Text);
