using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;

namespace Werkstrom.Setup.Access;

/// <summary>Makes the link with which somebody sets a password, and mails it when mail is set up.</summary>
sealed class Invitations(Links links, INotify notify, PublicAddress address, IStringLocalizer<SetupText> texts)
{
    /// <returns>The address, to be shown once; null when the person is inactive.</returns>
    public async Task<string?> LinkAsync(Person person, HttpRequest request, CancellationToken stop)
    {
        if (await links.MakeAsync(person.Id, stop) is not { } key)
            return null;
        var link = address.Of($"/welcome/{key}", request);
        if (notify.CanMail && person.Mail.Contains('@'))
            await notify.SendAsync(new(person.Mail, texts["mail.subject"], texts["mail.text", person.Name, link]), stop);
        return link;
    }
}
