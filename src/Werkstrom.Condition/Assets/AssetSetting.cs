using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Condition.Assets;

/// <summary>What a person set for an asset and all below it.</summary>
sealed class AssetSetting
{
    public required int AssetId { get; init; }

    /// <summary>0 (hardly ever) to 10 (at every trifle); null: as the asset above.</summary>
    public double? Sensitivity { get; set; }

    /// <summary>False: nothing below it is watched; null: as the asset above.</summary>
    public bool? IsWatched { get; set; }
}

sealed class AssetSettingTable : IEntityTypeConfiguration<AssetSetting>
{
    public void Configure(EntityTypeBuilder<AssetSetting> setting)
    {
        setting.ToTable("condition_asset");
        setting.HasKey(s => s.AssetId);
        setting.Property(s => s.AssetId).ValueGeneratedNever();
    }
}
