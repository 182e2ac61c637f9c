using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Kernel.Notify;

/// <summary>How messages leave the house: section <c>notify</c>.</summary>
public sealed class NotifyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "notify";

    /// <summary>The mail server; null for no mail.</summary>
    public string? SmtpHost { get; init; }

    /// <summary>Its port; default 587.</summary>
    [Range(1, 65535)]
    public int SmtpPort { get; init; } = 587;

    /// <summary>Whether the connection must be encrypted by STARTTLS; default true. Without it no password is sent.</summary>
    public bool SmtpTls { get; init; } = true;

    /// <summary>The user at the mail server, or null.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>The password at the mail server, or null. Never logged.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>From whom mails come; default <c>werkstrom@localhost</c>.</summary>
    public string MailFrom { get; init; } = "werkstrom@localhost";

    /// <summary>Key of the signature of webhooks (header <c>X-Werkstrom-Signature: sha256=HEX</c>), or null for none. Never logged.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Whether webhooks may go by http and to this machine or the house's own network; default false.</summary>
    public bool AllowPrivateWebhooks { get; init; }
}
