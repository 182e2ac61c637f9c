using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Cooperation;

/// <summary>The module's tables in the registry, prefix <c>cooperation_</c>. A table is configured beside its feature.</summary>
sealed class CooperationDb(DbContextOptions<CooperationDb> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.UseRegistry();
        conventions.Properties<DateOnly>().HaveConversion<DayCount>();
    }

    protected override void OnModelCreating(ModelBuilder model) =>
        model.ApplyConfigurationsFromAssembly(typeof(CooperationDb).Assembly);
}

/// <summary>Stores days as their number since 1970-01-01, so that both engines can order them.</summary>
sealed class DayCount() : ValueConverter<DateOnly, long>(day => day.DayNumber - Epoch, number => DateOnly.FromDayNumber((int)number + Epoch))
{
    const int Epoch = 719162; // day number of 1970-01-01
}
