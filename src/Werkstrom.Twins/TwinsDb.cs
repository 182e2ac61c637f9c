using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Twins;

/// <summary>The module's tables in the registry, prefix <c>twins_</c>. A table is configured beside its feature.</summary>
sealed class TwinsDb(DbContextOptions<TwinsDb> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.UseRegistry();

    protected override void OnModelCreating(ModelBuilder model) =>
        model.ApplyConfigurationsFromAssembly(typeof(TwinsDb).Assembly);
}
