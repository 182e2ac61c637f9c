using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Energy.Index.Regions;

/// <summary>A region that has an index: postal codes, and where its generation and load are known from.</summary>
sealed class IndexRegion
{
    /// <summary>Short and lasting, in addresses and names of series: <c>LU</c>, <c>muehlstadt</c>.</summary>
    public required string Code { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; set; }

    /// <summary>The zone of the exchange it lies in: <c>DE-LU</c>.</summary>
    public required string PriceZone { get; set; }

    /// <summary>Two letters of the federal state whose holidays count; empty: Saturdays and Sundays only.</summary>
    public required string FederalState { get; set; }

    /// <summary>Postal codes with their weight in percent, parted by blanks: <c>69256 69118=50</c>.</summary>
    public required string PostalCodes { get; set; }

    /// <summary>A line for each source, see <see cref="RegionSource"/>.</summary>
    public required string Sources { get; set; }
}

sealed class IndexRegionTable : IEntityTypeConfiguration<IndexRegion>
{
    public void Configure(EntityTypeBuilder<IndexRegion> region)
    {
        region.ToTable("energy_region");
        region.HasKey(r => r.Code);
    }
}
