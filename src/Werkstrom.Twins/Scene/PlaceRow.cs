using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Twins.Scene;

/// <summary>Where a person put an asset; without a row it stands where the layout puts it.</summary>
sealed record PlaceRow
{
    /// <summary>Number of the asset.</summary>
    public required int AssetId { get; init; }

    /// <summary>Metres to the right of the centre of what it stands in.</summary>
    public required double X { get; init; }

    /// <summary>Metres to the front of that centre.</summary>
    public required double Z { get; init; }

    /// <summary>Degrees clockwise seen from above, 0 to 359.</summary>
    public required double Turn { get; init; }
}

sealed class PlaceTable : IEntityTypeConfiguration<PlaceRow>
{
    public void Configure(EntityTypeBuilder<PlaceRow> builder)
    {
        builder.ToTable("twins_place");
        builder.HasKey(p => p.AssetId);
        builder.Property(p => p.AssetId).ValueGeneratedNever();
    }
}
