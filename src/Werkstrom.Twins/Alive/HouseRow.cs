using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Twins.Alive;

/// <summary>The name of this installation, made by chance at its first start.</summary>
[NotAudited]
sealed record HouseRow
{
    /// <summary>The number of the only row.</summary>
    public const int Only = 1;

    public required int Id { get; init; }

    /// <summary>16 hexadecimal digits.</summary>
    public required string Name { get; init; }
}

sealed class HouseTable : IEntityTypeConfiguration<HouseRow>
{
    public void Configure(EntityTypeBuilder<HouseRow> builder)
    {
        builder.ToTable("twins_house");
        builder.HasKey(h => h.Id);
        builder.Property(h => h.Id).ValueGeneratedNever();
    }
}
