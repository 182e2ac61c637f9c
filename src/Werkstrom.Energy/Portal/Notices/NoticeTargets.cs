using System.Net.Mail;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Portal.Notices;

/// <summary>Where notices may go: to the mail address of the account, or to a webhook.</summary>
sealed class NoticeTargets(Accounts people, IOptions<NotifyOptions> options)
{
    const int Longest = 500;

    /// <summary>Reads what was typed.</summary>
    /// <param name="person">Whose account.</param>
    /// <param name="typed">Empty for the mail address of the account, else a webhook.</param>
    /// <returns>Where it goes, or key of the texts.</returns>
    public async Task<(string Target, string? Fault)> ReadAsync(int person, string typed, CancellationToken stop)
    {
        if (typed.Length == 0)
            return await people.FindAsync(person, stop) is { Mail: var mail } && MailAddress.TryCreate(mail, out _) ? (mail, null) : ("", "notice.mail");
        var isGood = typed.Length <= Longest && !typed.Any(char.IsControl) && Uri.TryCreate(typed, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            && (options.Value.AllowPrivateWebhooks || !WebhookAddress.IsPrivate(new Uri(typed)));
        return isGood ? (typed, null) : ("", "notice.webhook");
    }
}
