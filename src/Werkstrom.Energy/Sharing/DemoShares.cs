using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Portal;
using Werkstrom.Energy.Portal.Demo;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Sharing;

/// <summary>Customers of the demo's town who agree that partners see them in groups: half of those in the green tariff, some of the others, too few of one.</summary>
sealed class DemoShares(ContractBook contracts, ConsentBook consents, PortalBook portal, Accounts people, ShareDesk desk, TimeProvider clock)
{
    static readonly Dictionary<string, int> Agree = new() { ["gruen"] = 50, ["dyn"] = 12, ["zonen"] = 3 };

    /// <summary>Makes them agree, as on paper to the Stadtwerk, and the groups; nothing when somebody agrees already.</summary>
    public async Task MakeAsync(CancellationToken stop)
    {
        if ((await consents.HoldingAsync(ConsentKind.Group, stop)).Count > 0 || (await people.ListAsync(stop)).FirstOrDefault(p => p.Role == Role.Admin) is not { } admin)
            return;
        var running = await contracts.OverlappingAsync(new(Quarters.Of(clock.GetUtcNow()), 1), stop);
        foreach (var (tariff, count) in Agree)
        {
            foreach (var contract in running.Where(c => c.Tariff == tariff && c.Customer != DemoCustomer.Number).Take(count))
                await consents.GiveAsync(contract.Customer, admin.Id, ConsentKind.Group, "", null, stop);
        }

        if ((await portal.PeopleAsync(DemoCustomer.Number, stop)) is [var own, ..])
            await consents.GiveAsync(DemoCustomer.Number, own, ConsentKind.Group, "", null, stop);
        await desk.PassAsync(stop);
    }
}
