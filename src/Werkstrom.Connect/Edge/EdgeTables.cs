using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Connect.Edge;

sealed class EdgeServerTable : IEntityTypeConfiguration<EdgeServer>
{
    public void Configure(EntityTypeBuilder<EdgeServer> server)
    {
        server.ToTable("connect_edge_server");
        server.HasKey(s => s.Id);
        server.Property(s => s.Id).HasColumnName("id").HasConversion<long>().ValueGeneratedNever();
        server.Property(s => s.Kind).HasColumnName("kind").HasConversion<EnumWord<EdgeKind>>();
        server.Property(s => s.Name).HasColumnName("name");
        server.Property(s => s.NameFold).HasColumnName("name_fold");
        server.Property(s => s.Url).HasColumnName("url");
        server.Property(s => s.AssetId).HasColumnName("asset_id").HasConversion<long>();
        server.Property(s => s.Security).HasColumnName("security");
        server.Property(s => s.User).HasColumnName("user_name");
        server.Property(s => s.Password).HasColumnName("password");
        server.Property(s => s.Fingerprint).HasColumnName("fingerprint");
        server.Property(s => s.TokenId).HasColumnName("token_id").HasConversion<long>();
        server.Property(s => s.TokenKey).HasColumnName("token_key");
        server.Property(s => s.IsStarted).HasColumnName("is_started").HasConversion(new BoolToZeroOneConverter<long>());
        server.Property(s => s.CreatedAt).HasColumnName("created_at_ms");
    }
}

sealed class EdgePointTable : IEntityTypeConfiguration<EdgePoint>
{
    public void Configure(EntityTypeBuilder<EdgePoint> point)
    {
        point.ToTable("connect_edge_point");
        point.HasKey(p => p.Id);
        point.Property(p => p.Id).HasColumnName("id").HasConversion<long>().ValueGeneratedNever();
        point.Property(p => p.ServerId).HasColumnName("server_id").HasConversion<long>();
        point.Property(p => p.Address).HasColumnName("address");
        point.Property(p => p.Path).HasColumnName("path");
        point.Property(p => p.Unit).HasColumnName("unit");
        point.Property(p => p.Settings).HasColumnName("settings");
    }
}
