using System.Security.Claims;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal;

/// <summary>What the person who asks may see: the only way from a session to contracts, meters and bills of a customer.</summary>
/// <param name="Person">Number of the person.</param>
/// <param name="Customers">The customers that the person is.</param>
/// <param name="Contracts">Their contracts, those that hold first, then the newest first.</param>
/// <param name="Chosen">The one that is looked at; null: there is none.</param>
sealed record Me(int Person, IReadOnlyList<string> Customers, IReadOnlyList<Contract> Contracts, Contract? Chosen)
{
    /// <summary>Whether something with this customer's number is theirs.</summary>
    public bool Owns(string customer) => Customers.Contains(customer);
}

/// <summary>Finds out who asks. A contract of somebody else is the same as none.</summary>
sealed class Myself(PortalBook book, ContractBook contracts, AgreementCatalog agreements, TimeProvider clock)
{
    /// <summary>The person of a session with a contract of theirs.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="contract">Number of the contract that is looked at; null: the one that holds.</param>
    /// <returns>Null when the contract is not theirs.</returns>
    public async Task<Me?> FindAsync(ClaimsPrincipal user, string? contract, CancellationToken stop)
    {
        if (user is not { PersonId: { } person, Role: Role.Customer })
            return null;
        var (own, now) = (await book.CustomersAsync(person, stop), Quarters.Of(clock.GetUtcNow()));
        List<Contract> all = [];
        foreach (var customer in own)
            all.AddRange(await contracts.OfCustomerAsync(customer, stop));
        all = [.. all.OrderByDescending(c => c.Meets(new(now, 1))).ThenByDescending(c => c.First).ThenBy(c => c.Number, StringComparer.Ordinal)];
        if (string.IsNullOrEmpty(contract))
            return new(person, own, all, all.FirstOrDefault());
        return all.Find(c => c.Number == contract) is { } chosen ? new(person, own, all, chosen) : null;
    }

    /// <summary>The quarter-hours of a delivery point that a customer may read: while the contract holds, and only as long as its agreement was not revoked.</summary>
    public QuarterRange Readable(Contract contract, QuarterRange asked)
    {
        if (agreements.Find(contract.AgreementId) is not { State: AgreementState.Active } permits || !string.Equals(permits.Party, contract.Customer, StringComparison.OrdinalIgnoreCase))
            return new(asked.First, 0);
        return asked.Meet(new(contract.First, (contract.End ?? int.MaxValue) - contract.First));
    }
}
