using Microsoft.Extensions.Options;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Portal;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Contracts;

/// <summary>When a customer may be forgotten, and does so.</summary>
sealed class CustomerDesk(ContractBook contracts, CustomerBook customers, ContactNotes contacts, MeterDesk meters, PortalBook portal, IOptions<EnergyOptions> options, TimeProvider clock)
{
    /// <summary>The first day on which name and address may be erased; null while a contract has no end.</summary>
    public async Task<DateOnly?> ErasableAsync(string customer, CancellationToken stop)
    {
        var own = await contracts.OfCustomerAsync(customer, stop);
        return own.Any(c => c.End is null) ? null
            : own.Select(c => GermanTime.Date(c.End!.Value)).DefaultIfEmpty(DateOnly.MinValue).Max().AddYears(options.Value.KeepCustomerYears);
    }

    /// <summary>Erases name and address, and the quarter-hours that were measured while the contracts held: by then no duty to keep them is left. Bills stand.</summary>
    /// <returns>False when it is too early.</returns>
    public async Task<bool> EraseAsync(string customer, CancellationToken stop)
    {
        if (await ErasableAsync(customer, stop) is not { } from || from > GermanTime.Date(Quarters.Of(clock.GetUtcNow())))
            return false;
        foreach (var contract in await contracts.OfCustomerAsync(customer, stop))
            await meters.EraseAsync(contract.Malo, new(contract.First, contract.End!.Value - contract.First), stop);
        await contacts.EraseAsync(customer, stop);
        await portal.EraseAsync(customer, stop);
        await customers.EraseAsync(customer, stop);
        return true;
    }
}
