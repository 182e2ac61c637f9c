using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Twins.Shells;

/// <summary>A stored document: canonical JSON by its identifier.</summary>
[NotAudited]
sealed record DocumentRow
{
    public const string Table = "twins_document";

    /// <summary>Place in lists; never used twice while the server runs.</summary>
    public required long Number { get; init; }

    /// <summary>What it is.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>Its identifier, 1 to 2,000 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Hash of kind and identifier: identifiers are too long for an index of PostgreSQL.</summary>
    public required string IdKey { get; init; }

    /// <summary>Rises by one with each change.</summary>
    public required long Version { get; init; }

    /// <summary>The JSON.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>One hash by which a document is found.</summary>
[NotAudited]
sealed record DocumentKeyRow
{
    public const string Table = "twins_document_key";

    public required string Key { get; init; }

    public required long Number { get; init; }
}

/// <summary>An element that was written by its value since the body was.</summary>
[NotAudited]
sealed record DocumentValueRow
{
    public const string Table = "twins_document_value";

    public required long Number { get; init; }

    /// <summary>The idShortPath of the element.</summary>
    public required string Path { get; init; }

    /// <summary>Version of the document with it.</summary>
    public required long Version { get; init; }

    /// <summary>The JSON of the element.</summary>
    public required byte[] Element { get; init; }
}

sealed class DocumentTable : IEntityTypeConfiguration<DocumentRow>
{
    public void Configure(EntityTypeBuilder<DocumentRow> builder)
    {
        builder.ToTable(DocumentRow.Table);
        builder.HasKey(d => d.Number);
        builder.Property(d => d.Number).ValueGeneratedNever();
    }
}

sealed class DocumentKeyTable : IEntityTypeConfiguration<DocumentKeyRow>
{
    public void Configure(EntityTypeBuilder<DocumentKeyRow> builder)
    {
        builder.ToTable(DocumentKeyRow.Table);
        builder.HasKey(k => new { k.Key, k.Number });
    }
}

sealed class DocumentValueTable : IEntityTypeConfiguration<DocumentValueRow>
{
    public void Configure(EntityTypeBuilder<DocumentValueRow> builder)
    {
        builder.ToTable(DocumentValueRow.Table);
        builder.HasKey(v => new { v.Number, v.Path });
    }
}
