using Werkstrom.Kernel.Agreements;

namespace Werkstrom.Energy.Sharing;

/// <summary>Who gets the sums of groups, by the agreements that hold at this moment.</summary>
sealed class SharePartners(AgreementCatalog agreements, ShareBook book, TimeProvider clock)
{
    /// <summary>To whom sums of customers with a tariff go.</summary>
    public IReadOnlyList<Agreement> Of(string tariff)
    {
        var now = clock.GetUtcNow();
        return [.. agreements.All.Where(a => a.State == AgreementState.Active && a.ValidFrom <= now && !(a.ValidTo <= now) && a.Scope.Any(s => SharedScope.Subject(s) is { } subject && UseShares.Covers(subject, tariff)))];
    }

    /// <summary>In a group of how many customers one is; null: in none.</summary>
    public async Task<int?> GroupOfAsync(string customer, string tariff, CancellationToken stop) =>
        (await book.OfCustomerAsync(customer, stop)).FindLast(g => g.Tariff == tariff && g.EndDay is null)?.Customers;
}
