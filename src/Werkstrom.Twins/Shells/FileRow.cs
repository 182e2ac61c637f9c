using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Twins.Shells;

/// <summary>A file of a document.</summary>
[NotAudited]
sealed record FileRow
{
    public const string Table = "twins_file";

    /// <summary>Where it is in a package with its document, like <c>/aasx/files/3f…/manual.pdf</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Number of the document.</summary>
    public long Owner { get; init; }

    /// <summary>MIME type.</summary>
    public required string ContentType { get; init; }

    /// <summary>What it was called where it came from.</summary>
    public required string FileName { get; init; }

    /// <summary>What it holds.</summary>
    public required byte[] Bytes { get; init; }
}

sealed class FileTable : IEntityTypeConfiguration<FileRow>
{
    public void Configure(EntityTypeBuilder<FileRow> builder)
    {
        builder.ToTable(FileRow.Table);
        builder.HasKey(f => f.Path);
    }
}

/// <summary>Reads files of documents; they are written with their document.</summary>
sealed class StoredFiles(IDbContextFactory<TwinsDb> dbs)
{
    /// <summary>The file at a path, or null.</summary>
    public async Task<FileRow?> FindAsync(string path, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<FileRow>().AsNoTracking().SingleOrDefaultAsync(f => f.Path == path, stop);
    }

    /// <summary>Which of these paths are taken, each by the number of its document.</summary>
    public async Task<Dictionary<string, long>> OwnersAsync(IReadOnlyCollection<string> paths, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<FileRow>().Where(f => paths.Contains(f.Path)).ToDictionaryAsync(f => f.Path, f => f.Owner, stop);
    }
}
