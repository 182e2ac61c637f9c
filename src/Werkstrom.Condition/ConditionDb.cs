using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Condition;

/// <summary>The module's tables in the registry, prefix <c>condition_</c>. A table is configured beside its feature.</summary>
sealed class ConditionDb(DbContextOptions<ConditionDb> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.UseRegistry();

    protected override void OnModelCreating(ModelBuilder model) =>
        model.ApplyConfigurationsFromAssembly(typeof(ConditionDb).Assembly);
}
