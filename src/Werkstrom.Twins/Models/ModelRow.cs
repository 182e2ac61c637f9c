using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Twins.Models;

/// <summary>The 3D model of an asset.</summary>
sealed record ModelRow
{
    /// <summary>Number of the asset.</summary>
    public required int AssetId { get; init; }

    /// <summary>SHA-256 of the file, hex: its name in the folder.</summary>
    public required string Hash { get; init; }

    /// <summary>What the file was called where it came from.</summary>
    public required string FileName { get; init; }

    /// <summary>Its length.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>The file of a shell that it was taken from; null when a person or program gave it for the asset.</summary>
    public string? Source { get; init; }

    /// <summary>Where it is read.</summary>
    public string Address => $"/api/twins/models/{AssetId}?v={Hash[..12]}";
}

sealed class ModelTable : IEntityTypeConfiguration<ModelRow>
{
    public void Configure(EntityTypeBuilder<ModelRow> builder)
    {
        builder.ToTable("twins_model");
        builder.HasKey(m => m.AssetId);
        builder.Property(m => m.AssetId).ValueGeneratedNever();
    }
}
