using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Kernel.People;

sealed class ApiTokenTable : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> token)
    {
        token.ToTable("kernel_token");
        token.HasKey(t => t.Id);
        token.Property(t => t.Id).HasColumnName("id").ValueGeneratedNever();
        token.Property(t => t.Name).HasColumnName("name");
        token.Property(t => t.Hash).HasColumnName("hash");
        token.Property(t => t.Hint).HasColumnName("hint");
        token.Property(t => t.PersonId).HasColumnName("person_id");
        token.Property(t => t.Device).HasColumnName("device");
        token.Property(t => t.Scopes).HasColumnName("scopes").HasConversion<long>();
        token.Property(t => t.AssetId).HasColumnName("asset_id");
        token.Property(t => t.Certificate).HasColumnName("certificate");
        token.Property(t => t.Topics).HasColumnName("topics");
        token.Property(t => t.LimitText).HasColumnName("limits");
        token.Ignore(t => t.Limits);
        token.Property(t => t.CreatedAt).HasColumnName("created_ms");
        token.Property(t => t.ExpiresAt).HasColumnName("expires_ms");
        token.Property(t => t.LastUsed).HasColumnName("last_used_ms");
        token.Property(t => t.RevokedAt).HasColumnName("revoked_ms");
    }
}
