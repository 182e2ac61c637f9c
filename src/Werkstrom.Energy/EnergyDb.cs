using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Energy;

/// <summary>The module's tables in the registry, prefix <c>energy_</c>. A table is configured beside its feature.</summary>
sealed class EnergyDb(DbContextOptions<EnergyDb> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.UseRegistry();

    protected override void OnModelCreating(ModelBuilder model) =>
        model.ApplyConfigurationsFromAssembly(typeof(EnergyDb).Assembly);
}
