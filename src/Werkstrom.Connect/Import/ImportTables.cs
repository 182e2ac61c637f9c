using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Connect.Import;

sealed class FileImportTable : IEntityTypeConfiguration<FileImport>
{
    public void Configure(EntityTypeBuilder<FileImport> import)
    {
        import.ToTable("connect_import");
        import.HasKey(i => i.Id);
        import.Property(i => i.Id).HasColumnName("id");
        import.Property(i => i.Name).HasColumnName("name");
        import.Property(i => i.Bytes).HasColumnName("bytes");
        import.Property(i => i.State).HasColumnName("state").HasConversion<string>();
        import.Property(i => i.Fingerprint).HasColumnName("fingerprint");
        import.Property(i => i.ContentHash).HasColumnName("content_hash");
        import.Property(i => i.RepeatedRows).HasColumnName("repeated_count");
        import.Property(i => i.FormatJson).HasColumnName("format");
        import.Property(i => i.ProposalJson).HasColumnName("proposal");
        import.Property(i => i.ProblemsJson).HasColumnName("problems");
        import.Property(i => i.ByName).HasColumnName("by_name");
        import.Property(i => i.CreatedAt).HasColumnName("created_at_ms");
        import.Property(i => i.StartedAt).HasColumnName("started_at_ms");
        import.Property(i => i.FinishedAt).HasColumnName("finished_at_ms");
        import.Property(i => i.Rows).HasColumnName("row_count");
        import.Property(i => i.Samples).HasColumnName("sample_count");
        import.Property(i => i.Overwritten).HasColumnName("overwritten_count");
        import.Property(i => i.MissingCells).HasColumnName("missing_count");
        import.Property(i => i.BadRows).HasColumnName("bad_count");
        import.Property(i => i.UndoneFrames).HasColumnName("undone_frames");
        import.Property(i => i.UndoneSamples).HasColumnName("undone_count");
        import.Property(i => i.KeptSamples).HasColumnName("kept_count");
        import.Property(i => i.Error).HasColumnName("error");
        import.Ignore(i => i.Format).Ignore(i => i.Proposal).Ignore(i => i.Problems);
    }
}

sealed class KnownFormatTable : IEntityTypeConfiguration<KnownFormat>
{
    public void Configure(EntityTypeBuilder<KnownFormat> format)
    {
        format.ToTable("connect_import_format");
        format.HasKey(f => f.Fingerprint);
        format.Property(f => f.Fingerprint).HasColumnName("fingerprint");
        format.Property(f => f.Name).HasColumnName("name");
        format.Property(f => f.FormatJson).HasColumnName("format");
        format.Property(f => f.UsedAt).HasColumnName("used_at_ms");
    }
}
