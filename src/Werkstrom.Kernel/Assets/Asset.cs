using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Kernel.Assets;

/// <summary>A thing with an identity, in a tree: a site, a line, a machine, a meter. Immutable: a change makes a new instance in the <see cref="AssetCatalog"/>.</summary>
public sealed record Asset : ICatalogEntry
{
    /// <summary>Its number; never reused, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>The asset above it, or null at the root.</summary>
    public int? ParentId { get; init; }

    /// <summary>Its name among its siblings, for example <c>press3</c>. Unique there, compared without case.</summary>
    public required string Name { get; init; }

    /// <summary>The names from the root down, with slashes between: <c>works/line1/press3</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it is, one of <see cref="AssetKinds"/> or a word of one's own; empty when not known.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What people call it, or null when the name is enough.</summary>
    public string? Title { get; init; }

    /// <summary>Place among its siblings, ascending; equal places are ordered by name. Default 0.</summary>
    public int Position { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the asset is called on pages: its title, else its name as people read it.</summary>
    public string Label => Title ?? PathText.ShownName(Name);

    /// <summary>Its path as people read it; not to be sent back.</summary>
    public string ShownPath => PathText.ShownPath(Path);

    // written to the registry, where names and paths are compared in this form; never read back
    internal string NameFold { get => PathText.Fold(Name); init { } }

    internal string PathFold { get => PathText.Fold(Path); init { } }
}

/// <summary>The usual kinds of assets; others are allowed.</summary>
public static class AssetKinds
{
    /// <summary>A place with an address.</summary>
    public const string Site = "site";

    /// <summary>A hall or a department.</summary>
    public const string Area = "area";

    /// <summary>Machines in a row.</summary>
    public const string Line = "line";

    /// <summary>A machine.</summary>
    public const string Machine = "machine";

    /// <summary>A meter of energy, water or gas.</summary>
    public const string Meter = "meter";

    /// <summary>What is made.</summary>
    public const string Product = "product";
}

sealed class AssetTable : IEntityTypeConfiguration<Asset>
{
    public void Configure(EntityTypeBuilder<Asset> builder)
    {
        builder.ToTable("kernel_asset");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.NameFold);
        builder.Property(a => a.PathFold);
        builder.HasOne<Asset>().WithMany().HasForeignKey(a => a.ParentId).OnDelete(DeleteBehavior.ClientNoAction);
    }
}

/// <summary>An asset that was merged into another; its number leads there.</summary>
sealed class AssetMerge
{
    public required int FromId { get; init; }

    public required int IntoId { get; init; }

    public required DateTimeOffset At { get; init; }
}

sealed class AssetMergeTable : IEntityTypeConfiguration<AssetMerge>
{
    public void Configure(EntityTypeBuilder<AssetMerge> builder)
    {
        builder.ToTable("kernel_asset_merge");
        builder.HasKey(m => m.FromId);
        builder.Property(m => m.FromId).ValueGeneratedNever();
    }
}
