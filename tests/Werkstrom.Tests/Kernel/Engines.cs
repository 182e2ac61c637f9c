using System.Reflection;
using Xunit.Sdk;

namespace Werkstrom.Tests.Kernel;

/// <summary>The databases that the registry runs on.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory on SQLite; stands together with <see cref="OnPostgresAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Engine.Sqlite]];
}

/// <summary>Runs a theory on PostgreSQL. Where that is not installed it is skipped, but on CI it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class OnPostgresAttribute : DataAttribute
{
    public override string? Skip => Environment.GetEnvironmentVariable("CI") is null or "" ? PostgresCluster.Missing : null;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Engine.Postgres]];
}
