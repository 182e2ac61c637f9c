using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Index.Regions;

/// <summary>A plant of the register of a region.</summary>
[NotAudited]
sealed class Plant
{
    /// <summary>Number.</summary>
    public long Id { get; set; }

    /// <summary>Code of the region.</summary>
    public required string Region { get; init; }

    /// <summary>Of <see cref="IndexParts.Renewable"/>.</summary>
    public required string Technology { get; init; }

    /// <summary>What it can generate at most, W.</summary>
    public required long Watts { get; init; }

    /// <summary>Where it stands.</summary>
    public required string PostalCode { get; init; }

    /// <summary>Days since 1970-01-01 on which it began to run.</summary>
    public required long FirstDay { get; init; }

    /// <summary>The first day on which it no longer ran; null: it runs.</summary>
    public long? EndDay { get; init; }
}

sealed class PlantTable : IEntityTypeConfiguration<Plant>
{
    public void Configure(EntityTypeBuilder<Plant> plant)
    {
        plant.ToTable("energy_index_plant");
        plant.HasKey(p => p.Id);
        plant.Property(p => p.Id).ValueGeneratedNever();
    }
}
