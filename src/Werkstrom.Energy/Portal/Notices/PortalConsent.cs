using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Portal.Notices;

/// <summary>What a customer agreed to, from when to when. Withdrawn, it stays as a proof that it once was given.</summary>
sealed class PortalConsent
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Which customer.</summary>
    public required string Customer { get; init; }

    /// <summary>Who gave it.</summary>
    public required int PersonId { get; init; }

    /// <summary>To what.</summary>
    public required ConsentKind Kind { get; init; }

    /// <summary>A mail address or a webhook; empty where nothing is sent.</summary>
    [Secret]
    public string Target { get; init; } = "";

    /// <summary>From which price on a notice is sent, 0.001 ct/kWh; null where there is none.</summary>
    public int? Threshold { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>When it was withdrawn; null: it holds.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
}

/// <summary>What a customer may agree to.</summary>
enum ConsentKind
{
    /// <summary>Consumption by the day and quarter-hour on the own pages; without it only months are shown.</summary>
    Detail,

    /// <summary>A notice when tomorrow's greenest hours are known.</summary>
    Green,

    /// <summary>A notice when tomorrow's price is above a threshold.</summary>
    Price,

    /// <summary>A notice when a bill is there.</summary>
    Bill,

    /// <summary>Partners may see sums of the own consumption and that of at least four others.</summary>
    Group,
}

sealed class PortalConsentTable : IEntityTypeConfiguration<PortalConsent>
{
    public void Configure(EntityTypeBuilder<PortalConsent> consent)
    {
        consent.ToTable("energy_portal_consent");
        consent.HasKey(c => c.Id);
        consent.Property(c => c.Id).ValueGeneratedNever();
    }
}
