using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Kernel.Catalogs;

/// <summary>A path that an asset or a signal had before; it still leads there.</summary>
sealed class PathAlias
{
    public const string OfAsset = "asset";
    public const string OfSignal = "signal";

    public required string Kind { get; init; }

    public required string PathFold { get; init; }

    public required string Path { get; init; }

    public required int TargetId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

sealed class PathAliasTable : IEntityTypeConfiguration<PathAlias>
{
    public void Configure(EntityTypeBuilder<PathAlias> builder)
    {
        builder.ToTable("kernel_path_alias");
        builder.HasKey(a => new { a.Kind, a.PathFold });
    }
}
