using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Portal.Now;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Portal.Notices;

/// <summary>Sends what customers agreed to be told: green hours and high prices of tomorrow, a bill. Each once; the amount of a bill and energy are never in it.</summary>
sealed class NoticeMaker(
    ConsentBook consents, ContractBook contracts, Accounts people, MyDayReader days, IDbContextFactory<EnergyDb> dbs, INotify notify, StopLinks links, PublicAddress address,
    IStringLocalizer<PortalText> texts, IOptions<UiOptions> ui, TimeProvider clock)
{
    static readonly TimeSpan NewBill = TimeSpan.FromDays(3);

    /// <summary>Looks once.</summary>
    /// <returns>How many notices there are now; one that was sent before is not sent again.</returns>
    public async Task<int> PassAsync(CancellationToken stop)
    {
        var count = 0;
        foreach (var consent in await consents.HoldingAsync(ConsentKind.Green, stop))
            count += await TellAsync(consent, Green, stop);
        foreach (var consent in await consents.HoldingAsync(ConsentKind.Price, stop))
            count += await TellAsync(consent, Price, stop);
        foreach (var consent in await consents.HoldingAsync(ConsentKind.Bill, stop))
            count += await BillsAsync(consent, stop);
        return count;
    }

    async Task<int> TellAsync(PortalConsent consent, Func<PortalConsent, MyDays, (string Subject, string Text)?> say, CancellationToken stop)
    {
        var now = Quarters.Of(clock.GetUtcNow());
        var count = 0;
        foreach (var contract in (await contracts.OfCustomerAsync(consent.Customer, stop)).Where(c => c.Meets(GermanTime.Day(GermanTime.Date(now).AddDays(1)))))
        {
            var known = await days.ReadAsync(contract, stop);
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = await LanguageAsync(consent, stop);
            if (say(consent, known) is { } said)
                count += await SendAsync(consent, said.Subject, said.Text, string.Create(CultureInfo.InvariantCulture, $"portal:{consent.Kind}:{contract.Number}:{known.Tomorrow.Day:yyyy-MM-dd}"), stop);
        }

        return count;
    }

    (string, string)? Green(PortalConsent consent, MyDays known) => !known.Tomorrow.HasIndex ? null
        : DayWords.When(known.Tomorrow, Light.Green) is { Length: > 0 } green
            ? (texts["mail.green", DayWords.Day(known.Tomorrow.Day)], texts["mail.green.text", green, known.Region ?? ""])
            : (texts["mail.green.none", DayWords.Day(known.Tomorrow.Day)], texts["mail.green.none.text", known.Region ?? ""]);

    (string, string)? Price(PortalConsent consent, MyDays known)
    {
        var dear = Enumerable.Range(known.Tomorrow.Range.First, known.Tomorrow.Range.Count).Where(q => known.Price(q) >= consent.Threshold).ToList();
        if (dear.Count == 0)
            return null;
        var highest = dear.MaxBy(q => known.Price(q));
        return (texts["mail.price", DayWords.Day(known.Tomorrow.Day)], texts["mail.price.text", DayWords.Cents(known.Price(highest)!.Value), DayWords.Clock(highest), DayWords.Clock(dear[0])]);
    }

    async Task<int> BillsAsync(PortalConsent consent, CancellationToken stop)
    {
        var (count, since) = (0, clock.GetUtcNow() - NewBill);
        since = consent.GivenAt > since ? consent.GivenAt : since; // what was there before is no news
        await using var db = await dbs.CreateDbContextAsync(stop);
        var bills = await db.Set<BillRow>().AsNoTracking().Where(b => b.Customer == consent.Customer && b.Number != null && b.IssuedAt >= since).OrderBy(b => b.Id).ToListAsync(stop);
        foreach (var bill in bills)
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = await LanguageAsync(consent, stop);
            count += await SendAsync(consent, texts["mail.bill", bill.Number!], texts["mail.bill.text", bill.Number!, address.Of($"/my/bills/{bill.Number}", null)], $"portal:bill:{bill.Number}:{consent.Customer}", stop);
        }

        return count;
    }

    // looked at again just before: who took it back gets nothing more
    async Task<int> SendAsync(PortalConsent consent, string subject, string text, string key, CancellationToken stop)
    {
        if (await consents.FindAsync(consent.Id, stop) is null)
            return 0;
        await notify.SendAsync(new(consent.Target, subject, $"{text}\n\n{texts["mail.more", address.Of("/my", null)]}\n{texts["mail.stop", address.Of(links.Of(consent.Id), null)]}\n", Key: key), stop);
        return 1;
    }

    // that of who reads it
    async Task<CultureInfo> LanguageAsync(PortalConsent consent, CancellationToken stop) =>
        CultureInfo.GetCultureInfo((await people.FindAsync(consent.PersonId, stop))?.Language ?? ui.Value.Language);
}
