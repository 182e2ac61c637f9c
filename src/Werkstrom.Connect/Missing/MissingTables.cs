using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Werkstrom.Connect.Missing;

sealed class DeadLetterTable : IEntityTypeConfiguration<DeadLetter>
{
    public void Configure(EntityTypeBuilder<DeadLetter> letter)
    {
        letter.ToTable("connect_dead_letter");
        letter.HasKey(l => l.Id);
        letter.Property(l => l.Id).HasColumnName("id").ValueGeneratedNever();
        letter.Property(l => l.At).HasColumnName("at_ms");
        letter.Property(l => l.Source).HasColumnName("source");
        letter.Property(l => l.Kind).HasColumnName("kind");
        letter.Property(l => l.Context).HasColumnName("context");
        letter.Property(l => l.Line).HasColumnName("line");
        letter.Property(l => l.Reason).HasColumnName("reason");
        letter.Property(l => l.Detail).HasColumnName("detail");
        letter.Property(l => l.Raw).HasColumnName("raw");
        letter.Property(l => l.IsBase64).HasColumnName("is_base64").HasConversion(new BoolToZeroOneConverter<long>());
        letter.Property(l => l.IsCut).HasColumnName("is_cut").HasConversion(new BoolToZeroOneConverter<long>());
        letter.Property(l => l.Bytes).HasColumnName("bytes");
    }
}

sealed class SourceRowTable : IEntityTypeConfiguration<SourceRow>
{
    public void Configure(EntityTypeBuilder<SourceRow> source)
    {
        source.ToTable("connect_source");
        source.HasKey(s => s.Key);
        source.Property(s => s.Key).HasColumnName("id");
        source.Property(s => s.Name).HasColumnName("name");
        source.Property(s => s.Address).HasColumnName("address");
        source.Property(s => s.FirstSeen).HasColumnName("first_seen_ms");
        source.Property(s => s.LastSeen).HasColumnName("last_seen_ms");
        source.Property(s => s.Accepted).HasColumnName("accepted");
        source.Property(s => s.Rejected).HasColumnName("rejected");
        source.Property(s => s.Late).HasColumnName("late");
        source.Property(s => s.Duplicates).HasColumnName("duplicates");
        source.Property(s => s.Forgotten).HasColumnName("forgotten");
    }
}
