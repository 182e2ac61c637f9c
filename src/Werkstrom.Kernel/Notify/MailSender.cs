using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Options;

namespace Werkstrom.Kernel.Notify;

/// <summary>Hands a message to the mail server by SMTP.</summary>
sealed class MailSender(IOptions<NotifyOptions> options)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public async Task SendAsync(OutboxMessage message, CancellationToken stop)
    {
        var set = options.Value;
        if (set.SmtpHost is not { Length: > 0 } host)
            throw new SmtpException("No mail server is set (notify:smtpHost).");

        using var client = new SmtpClient(host, set.SmtpPort) { EnableSsl = set.SmtpTls };
        if (set is { SmtpTls: true, SmtpUser: { } user, SmtpPassword: { } password })
            client.Credentials = new NetworkCredential(user, password);
        using var mail = new MailMessage(set.MailFrom, message.Recipient, message.Subject, message.Body)
        {
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
        };
        mail.Headers.Add("Message-ID", $"<{message.Id}@werkstrom>");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(Limit);
        await client.SendMailAsync(mail, timeout.Token);
    }
}
