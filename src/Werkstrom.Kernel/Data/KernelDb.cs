using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Kernel.Data;

/// <summary>The registry tables of the Kernel. Modules do not use it; they ask the Kernel's types.</summary>
public sealed class KernelDb(DbContextOptions<KernelDb> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMillis>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(KernelDb).Assembly);
}
