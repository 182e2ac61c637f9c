using Microsoft.EntityFrameworkCore;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Rules;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Connect;

/// <summary>The module's tables in the registry, prefix <c>connect_</c>. A table is configured beside its feature.</summary>
sealed class ConnectDb(DbContextOptions<ConnectDb> options) : DbContext(options)
{
    public DbSet<Rule> Rules => Set<Rule>();

    public DbSet<RuleEdition> RuleEditions => Set<RuleEdition>();

    public DbSet<TopicRuleRow> TopicRules => Set<TopicRuleRow>();

    public DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    public DbSet<SourceRow> Sources => Set<SourceRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<UnixMillis>();

    protected override void OnModelCreating(ModelBuilder model) =>
        model.ApplyConfigurationsFromAssembly(typeof(ConnectDb).Assembly);
}
