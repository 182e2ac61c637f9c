using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.Assets;

/// <summary>That an asset said it is offline, so that it does not come up as online after a restart.</summary>
[NotAudited]
sealed record AssetOffline
{
    /// <summary>Number of the asset.</summary>
    public required int AssetId { get; init; }

    /// <summary>When it said so.</summary>
    public required DateTimeOffset Since { get; init; }
}

sealed class AssetOfflineTable : IEntityTypeConfiguration<AssetOffline>
{
    public void Configure(EntityTypeBuilder<AssetOffline> builder)
    {
        builder.ToTable("kernel_asset_offline");
        builder.HasKey(o => o.AssetId);
        builder.Property(o => o.AssetId).ValueGeneratedNever();
    }
}
