using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Kernel;

/// <summary>The Kernel's tables in the registry, prefix <c>kernel_</c>. Each type's <see cref="IEntityTypeConfiguration{T}"/> stands beside it.</summary>
public sealed class KernelDb(DbContextOptions<KernelDb> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseRegistry();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(KernelDb).Assembly);
}
