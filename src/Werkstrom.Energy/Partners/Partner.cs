using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Partners;

/// <summary>Another Werkstrom that computes and signs the index of a region; this one takes its frozen days and prices with them.</summary>
sealed partial class Partner
{
    /// <summary>Code under which the region is known here: contracts and tariffs name it.</summary>
    public required string Region { get; init; }

    /// <summary>Whether it is asked.</summary>
    public bool IsOn { get; set; }

    /// <summary>Where the other one is: scheme and host, perhaps the start of a path.</summary>
    public required string Address { get; set; }

    /// <summary>Code of the region there.</summary>
    public required string Remote { get; set; }

    /// <summary>A token of the other one with the scope <c>read</c>, sealed with the keys of the data folder.</summary>
    [Secret]
    public string Secret { get; set; } = "";

    /// <summary>Thumbprint (RFC 7638) of the key whose signature is trusted; empty: the first one that is seen.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>Whether a text can be the code of a region.</summary>
    public static bool IsCode(string? text) => text is not null && Code().IsMatch(text);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
    private static partial Regex Code();
}

/// <summary>How a partner does.</summary>
[NotAudited]
sealed class PartnerState
{
    /// <summary>Of <see cref="Partner"/>.</summary>
    public required string Region { get; init; }

    /// <summary>When it was asked last.</summary>
    public DateTimeOffset? Tried { get; set; }

    /// <summary>When it last gave all that was asked for.</summary>
    public DateTimeOffset? Good { get; set; }

    /// <summary>When it is asked next.</summary>
    public DateTimeOffset? Next { get; set; }

    /// <summary>How often it failed one after the other.</summary>
    public int Failures { get; set; }

    /// <summary>Why it is not well: key of a text and what is filled in, parted by <c>|</c>; empty when it is.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The newest day that was taken, days since 1970-01-01; null: none.</summary>
    public long? LastDay { get; set; }

    /// <summary>Its hash, which the next day must name.</summary>
    public string LastHash { get; set; } = "";
}

sealed class PartnerTable : IEntityTypeConfiguration<Partner>
{
    public void Configure(EntityTypeBuilder<Partner> partner)
    {
        partner.ToTable("energy_partner");
        partner.HasKey(p => p.Region);
    }
}

sealed class PartnerStateTable : IEntityTypeConfiguration<PartnerState>
{
    public void Configure(EntityTypeBuilder<PartnerState> state)
    {
        state.ToTable("energy_partner_state");
        state.HasKey(s => s.Region);
    }
}
