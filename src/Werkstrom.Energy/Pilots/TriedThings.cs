using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Laboratory;
using Werkstrom.Energy.Laboratory.Pages;
using Werkstrom.Energy.Laboratory.Saved;
using Werkstrom.Energy.Portal;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tariff.Laboratory;

namespace Werkstrom.Energy.Pilots;

/// <summary>Laboratories that were kept.</summary>
sealed class LabTried(LabBook book, LabDesk desk, IStringLocalizer<PilotText> text) : ITried
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop)
    {
        List<Tried> all = [];
        foreach (var lab in await book.AllAsync(stop))
        {
            var key = lab.Id.ToString(CultureInfo.InvariantCulture);
            all.Add(new("laboratory", key, lab.Name, $"/energy/lab/{key}", lab.IsShared, Findings: Findings(lab.ReadResult(), await desk.AgainstAsync(lab.ReadWish(), stop))));
        }

        return all;
    }

    List<Finding> Findings(LabResult result, string? against) =>
        [.. result.Ideas.Where(i => i.Gains is not null).Select(i => new Finding(Said(i, i.Gains!, result, against), i.Gains!.Winners > i.Gains.Losers))];

    string Said(LabColumn idea, LabGains gains, LabResult result, string? against) => text[
        "found", idea.Name, LabWords.Percent(gains.Winners, gains.Customers), LabWords.Percent(gains.Losers, gains.Customers), LabWords.Euros(gains.Mean, true), LabWords.Said(gains.Hardships),
        LabWords.Euros(idea.Margin - result.Today.Margin, true), against is null ? text["found.own"] : text["found.one", against]];
}

/// <summary>Tariffs; people of other firms see none of their pages.</summary>
sealed class TariffTried(TariffBook book) : ITried
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop) =>
        [.. (await book.AllAsync(stop)).Where(t => !t.IsRetired).Select(t => new Tried("tariff", t.Key, t.Read().Name, $"/energy/tariffs/{Uri.EscapeDataString(t.Key)}", false))];
}

/// <summary>What comes of it for customers: whether somebody has pages of their own, and the newest bill of each tariff.</summary>
sealed class CustomerTried(PortalBook portal, BillBook bills, IStringLocalizer<PilotText> text) : ITried
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop)
    {
        var accounts = await portal.CountAsync(stop);
        var newest = await bills.NewestAsync(stop);
        return
        [
            new("customers", accounts > 0 ? accounts.ToString(CultureInfo.InvariantCulture) : "", text["customers", accounts], "/energy/letters", false),
            .. newest.Count == 0 ? [new("bill", "", "", "/energy/bills", false)]
                : newest.Select(b => new Tried("bill", b.Number!, b.Number!, $"/energy/bills/{Uri.EscapeDataString(b.Number!)}", false, b.Tariff)),
        ];
    }
}
