using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Condition.Past.Cost;

/// <summary>What a person said that standing still and mending cost, for an asset and all below it. Null: as the asset above.</summary>
sealed class CostSetting
{
    public required int AssetId { get; init; }

    /// <summary>What an hour of standing still costs, EUR; from 0.</summary>
    public decimal? DowntimePerHour { get; set; }

    /// <summary>How long it stands for work that was planned; above 0.</summary>
    public double? PlannedHours { get; set; }

    /// <summary>How long it stands after a failure; above 0.</summary>
    public double? UnplannedHours { get; set; }

    /// <summary>What the part costs that is replaced, EUR; from 0.</summary>
    public decimal? PartCost { get; set; }
}

sealed class CostSettingTable : IEntityTypeConfiguration<CostSetting>
{
    public void Configure(EntityTypeBuilder<CostSetting> setting)
    {
        setting.ToTable("condition_cost");
        setting.HasKey(s => s.AssetId);
        setting.Property(s => s.AssetId).ValueGeneratedNever();
    }
}
