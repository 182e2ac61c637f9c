using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Twins.Twin;

/// <summary>A person said that a shell that came from elsewhere, like the maker's, is about an asset.</summary>
sealed record ShellLinkRow
{
    /// <summary>Number of the asset.</summary>
    public required int AssetId { get; init; }

    /// <summary>Identifier of the shell.</summary>
    public required string ShellId { get; init; }
}

sealed class ShellLinkTable : IEntityTypeConfiguration<ShellLinkRow>
{
    public void Configure(EntityTypeBuilder<ShellLinkRow> builder)
    {
        builder.ToTable("twins_shell_link");
        builder.HasKey(l => new { l.AssetId, l.ShellId });
    }
}
