using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Condition.Life;

/// <summary>What a person set for the remaining life of an asset.</summary>
sealed class LifeSetting
{
    /// <summary>What is wanted while nobody set it, in days.</summary>
    public const double Usual = 3;

    public required int AssetId { get; init; }

    /// <summary>A finding is raised when the lower bound falls below so many days.</summary>
    public double WantedDays { get; set; } = Usual;

    /// <summary>By how many minutes the times of failure records are moved, because they were written in another zone.</summary>
    public int ShiftMinutes { get; set; }
}

/// <summary>What a person said of the end of a life.</summary>
sealed class LifeWord
{
    /// <summary>See <see cref="LifeEnd.Source"/>.</summary>
    public required string Source { get; init; }

    public required int AssetId { get; init; }

    public required LifeVerdict Verdict { get; set; }

    /// <summary>When the life ended, as the signal shows it.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Part { get; init; }
}

/// <summary>What was said of an asset at an instant, to be held against what came.</summary>
[NotAudited]
sealed class LifeRow
{
    public required int AssetId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required LifeMethod Method { get; init; }

    public required string PartKey { get; init; }

    /// <summary>In days, as the other two.</summary>
    public required double Lower { get; init; }

    public required double Middle { get; init; }

    public required double Upper { get; init; }

    public required double Share { get; init; }

    public int? Version { get; init; }

    /// <summary>What counts as soonest (<see cref="LifeHour.Soonest"/>) is below what is wanted.</summary>
    public required bool IsLow { get; init; }
}

sealed class LifeSettingTable : IEntityTypeConfiguration<LifeSetting>
{
    public void Configure(EntityTypeBuilder<LifeSetting> setting)
    {
        setting.ToTable("condition_life_asset");
        setting.HasKey(s => s.AssetId);
        setting.Property(s => s.AssetId).ValueGeneratedNever();
    }
}

sealed class LifeWordTable : IEntityTypeConfiguration<LifeWord>
{
    public void Configure(EntityTypeBuilder<LifeWord> word)
    {
        word.ToTable("condition_life_word");
        word.HasKey(w => w.Source);
    }
}

sealed class LifeRowTable : IEntityTypeConfiguration<LifeRow>
{
    public void Configure(EntityTypeBuilder<LifeRow> row)
    {
        row.ToTable("condition_life");
        row.HasKey(r => new { r.AssetId, r.At });
        row.Property(r => r.Lower).HasColumnName("lower_days");
        row.Property(r => r.Middle).HasColumnName("middle_days");
        row.Property(r => r.Upper).HasColumnName("upper_days");
    }
}
