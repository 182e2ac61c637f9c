using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Laboratory.Saved;
using Werkstrom.Energy.Portal;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Energy.Pilots;

/// <summary>Laboratories that were kept.</summary>
sealed class LabTried(LabBook book) : ITried
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop) =>
        [.. (await book.AllAsync(stop)).Select(l => (Key: l.Id.ToString(CultureInfo.InvariantCulture), l.Name, l.IsShared)).Select(l => new Tried("laboratory", l.Key, l.Name, $"/energy/lab/{l.Key}", l.IsShared))];
}

/// <summary>Tariffs; people of other firms see none of their pages.</summary>
sealed class TariffTried(TariffBook book) : ITried
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop) =>
        [.. (await book.AllAsync(stop)).Where(t => !t.IsRetired).Select(t => new Tried("tariff", t.Key, t.Read().Name, $"/energy/tariffs/{Uri.EscapeDataString(t.Key)}", false))];
}

/// <summary>What comes of it for customers: whether somebody has pages of their own, and the newest bill.</summary>
sealed class CustomerTried(PortalBook portal, BillBook bills, IStringLocalizer<PilotText> text) : ITried
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop)
    {
        var accounts = await portal.CountAsync(stop);
        var bill = await bills.IssuedAsync(null, 1, stop) is [{ Number: { } newest }, ..] ? newest : "";
        return
        [
            new("customers", accounts > 0 ? accounts.ToString(CultureInfo.InvariantCulture) : "", text["customers", accounts], "/energy/letters", false),
            new("bill", bill, bill, $"/energy/bills/{Uri.EscapeDataString(bill)}".TrimEnd('/'), false),
        ];
    }
}
