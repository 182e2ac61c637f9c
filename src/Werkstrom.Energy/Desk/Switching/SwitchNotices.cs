using System.Globalization;
using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Portal;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>
/// Tells customers of another tariff, by mail to their account or to the address that is known; who has neither is told by letter, the desk has the list.
/// It is owed by the contract and needs no consent. Energy and costs are not in it: they stand on the customer's page.
/// </summary>
sealed class SwitchNotices(
    PortalBook portal, CustomerBook customers, Accounts people, TariffBook tariffs, IDbContextFactory<EnergyDb> dbs, INotify notify, PublicAddress address,
    IStringLocalizer<SwitchText> texts, IOptions<UiOptions> ui)
{
    /// <summary>Tells those who were not told yet.</summary>
    public async Task TellAsync(SwitchRun run, IReadOnlyList<SwitchRow> rows, CancellationToken stop)
    {
        var names = (await tariffs.AllAsync(stop)).ToDictionary(t => t.Key, t => t.Read().Name);
        foreach (var row in rows.Where(r => r.Told is null))
        {
            var (mail, culture) = await TargetAsync(row.Customer, stop);
            if (mail is not null)
                await SendAsync(mail, culture, () => (texts["mail.subject", Day(run)], Text(run, row, names)), FormattableString.Invariant($"switch:{run.Id}:{row.Contract}"), stop);
            row.Told = mail is null ? "letter" : "mail";
        }

        await KeepAsync(rows, stop);
    }

    /// <summary>Tells those who had a mail that all stays as it is, once.</summary>
    public async Task TellBackAsync(SwitchRun run, IReadOnlyList<SwitchRow> rows, CancellationToken stop)
    {
        List<SwitchRow> mailed = [.. rows.Where(r => r.Told == "mail")];
        foreach (var row in mailed)
        {
            if (await TargetAsync(row.Customer, stop) is ({ } mail, var culture))
                await SendAsync(mail, culture, () => (texts["mail.back", Day(run)], texts["mail.back.text", Day(run), row.Contract]), FormattableString.Invariant($"switch-back:{run.Id}:{row.Contract}"), stop);
            row.Told = "back";
        }

        await KeepAsync(mailed, stop);
    }

    async Task KeepAsync(IReadOnlyList<SwitchRow> rows, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        db.UpdateRange(rows);
        await db.SaveChangesAsync(stop);
    }

    async Task<(string? Mail, CultureInfo Culture)> TargetAsync(string customer, CancellationToken stop)
    {
        var house = CultureInfo.GetCultureInfo(ui.Value.Language);
        if (!notify.CanMail)
            return (null, house);
        foreach (var id in await portal.PeopleAsync(customer, stop))
        {
            if (await people.FindAsync(id, stop) is { State: PersonState.Active } person && MailAddress.TryCreate(person.Mail, out _))
                return (person.Mail, person.Language is { } language ? CultureInfo.GetCultureInfo(language) : house);
        }

        return (await customers.FindAsync(customer, stop) is { ErasedAt: null, Mail: var known } && MailAddress.TryCreate(known, out _) ? known : null, house);
    }

    async Task SendAsync(string mail, CultureInfo culture, Func<(string Subject, string Text)> say, string key, CancellationToken stop)
    {
        var (shown, before) = (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        var (subject, text) = say();
        text = $"{text}\n\n{texts["mail.more", address.Of("/my", null)]}\n";
        (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = (shown, before);
        await notify.SendAsync(new(mail, subject, text, Key: key), stop);
    }

    string Text(SwitchRun run, SwitchRow row, Dictionary<string, string> names)
    {
        string text = texts["mail.text", Day(run), row.Contract, names.GetValueOrDefault(row.Tariff, row.Tariff), names.GetValueOrDefault(run.Tariff, run.Tariff)];
        if (run.Words.Length > 0)
            text += "\n\n" + run.Words;
        return run.Reason == SwitchReason.Agreed ? text : $"{text}\n\n{texts["mail.right", Day(run)]}";
    }

    static string Day(SwitchRun run) => BillNumber.Day(GermanTime.Date(run.FirstQuarter));
}
