using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>Some time after its end a pilot asks those who took part what became of it, until somebody says it: on its pages, and by mail once a month.</summary>
sealed class FollowUp(IDbContextFactory<CooperationDb> dbs, Accounts accounts, INotify notify, IStringLocalizer<CooperationText> text, IOptions<CooperationOptions> options, TimeProvider clock)
{
    /// <summary>Whether a pilot waits for a word.</summary>
    public bool IsDue(Pilot pilot) => pilot.FollowUp.Length == 0 && pilot.EndedAt?.AddDays(options.Value.FollowUpDays) <= clock.GetUtcNow();

    /// <summary>Queues the mails that are due.</summary>
    public async Task SendAsync(CancellationToken stop)
    {
        if (!notify.CanMail)
            return;
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var pilot in (await db.Set<Pilot>().AsNoTracking().Where(p => p.FollowUp == "" && p.EndedAt != null).ToListAsync(stop)).Where(IsDue))
        {
            foreach (var part in await db.Set<Part>().AsNoTracking().Where(p => p.PilotId == pilot.Id && p.Side != Side.Guest).ToListAsync(stop))
            {
                if (await accounts.FindAsync(part.PersonId, stop) is { State: PersonState.Active } person && person.Mail.Contains('@', StringComparison.Ordinal))
                    await notify.SendAsync(Letter(pilot, person), stop);
            }
        }
    }

    // what is queued under a key is forgotten a month after it was sent: that makes it once a month
    Message Letter(Pilot pilot, Person person)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(person.Language ?? before.Name);
        try
        {
            return new(person.Mail, text["mail.subject", pilot.Title], text["mail.text", pilot.Title, options.Value.FollowUpDays], Key: $"pilot-follow-up-{pilot.Id}-{person.Id}");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
