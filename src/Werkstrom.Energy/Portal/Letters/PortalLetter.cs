using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Portal.Letters;

/// <summary>A letter with a code that makes its reader the customer: works once, for a while. Only the hash of the code is kept.</summary>
sealed class PortalLetter
{
    /// <summary>SHA-256 of the code, lower-case hexadecimal.</summary>
    [Secret]
    public required string Hash { get; init; }

    /// <summary>Whose letter.</summary>
    public required string Customer { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its code ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used, or a newer one took its place; null: it is open.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}

sealed class PortalLetterTable : IEntityTypeConfiguration<PortalLetter>
{
    public void Configure(EntityTypeBuilder<PortalLetter> letter)
    {
        letter.ToTable("energy_portal_letter");
        letter.HasKey(l => l.Hash);
    }
}
