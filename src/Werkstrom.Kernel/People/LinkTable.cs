using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Kernel.People;

sealed class LinkTable : IEntityTypeConfiguration<Link>
{
    public void Configure(EntityTypeBuilder<Link> link)
    {
        link.ToTable("kernel_link");
        link.HasKey(l => l.Hash);
        link.Property(l => l.Hash).HasColumnName("hash");
        link.Property(l => l.Kind).HasColumnName("kind").HasConversion(new EnumWord<LinkKind>());
        link.Property(l => l.PersonId).HasColumnName("person_id");
        link.Property(l => l.CreatedAt).HasColumnName("created_ms");
        link.Property(l => l.ExpiresAt).HasColumnName("expires_ms");
        link.Property(l => l.UsedAt).HasColumnName("used_ms");
    }
}
