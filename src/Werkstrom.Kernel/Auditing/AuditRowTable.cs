using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Kernel.Auditing;

sealed class AuditRowTable : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> row)
    {
        row.ToTable("kernel_audit");
        row.HasKey(r => r.Id);
        row.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        row.Property(r => r.At).HasColumnName("at_ms");
        row.Property(r => r.Actor).HasColumnName("actor");
        row.Property(r => r.ActorName).HasColumnName("actor_name");
        row.Property(r => r.Address).HasColumnName("address");
        row.Property(r => r.Action).HasColumnName("action");
        row.Property(r => r.Entity).HasColumnName("entity");
        row.Property(r => r.EntityKey).HasColumnName("entity_key");
        row.Property(r => r.Before).HasColumnName("before_json");
        row.Property(r => r.After).HasColumnName("after_json");
    }
}
