using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Energy.Portal;

/// <summary>A person who signs in and may see what is a customer's. One person may be several customers.</summary>
sealed class PortalAccount
{
    /// <summary>Number of the person.</summary>
    public required int PersonId { get; init; }

    /// <summary>Number of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>When the letter was redeemed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

sealed class PortalAccountTable : IEntityTypeConfiguration<PortalAccount>
{
    public void Configure(EntityTypeBuilder<PortalAccount> account)
    {
        account.ToTable("energy_portal_account");
        account.HasKey(a => new { a.PersonId, a.Customer });
    }
}
