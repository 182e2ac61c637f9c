using Werkstrom.Kernel;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Tests.Kernel;

public sealed class MigrationsTests
{
    const string Prefix = "Test.Migrations.";

    [Theory, OnSqlite, OnPostgres]
    public async Task Each_file_runs_once(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        await using var connection = await registry.Get<Registry>().OpenAsync(default);
        MigrationFile[] files = [new(Prefix + "0001_a.sql", "CREATE TABLE test_a (id BIGINT PRIMARY KEY); INSERT INTO test_a (id) VALUES (1);")];

        Assert.Equal(1, await Migrations.RunAsync(connection, Prefix, files, default));
        Assert.Equal(0, await Migrations.RunAsync(connection, Prefix, files, default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_file_that_fails_leaves_nothing_behind(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        await using var connection = await registry.Get<Registry>().OpenAsync(default);

        await Assert.ThrowsAnyAsync<Exception>(() => Migrations.RunAsync(
            connection, Prefix, [new(Prefix + "0001_a.sql", "CREATE TABLE test_a (id BIGINT); INSERT INTO nowhere VALUES (1);")], default));

        Assert.Equal(1, await Migrations.RunAsync(connection, Prefix, [new(Prefix + "0001_a.sql", "CREATE TABLE test_a (id BIGINT);")], default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_file_changed_after_it_ran_is_an_error_but_other_line_ends_are_not(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        await using var connection = await registry.Get<Registry>().OpenAsync(default);
        await Migrations.RunAsync(connection, Prefix, [new(Prefix + "0001_a.sql", "CREATE TABLE\ntest_a (id BIGINT)")], default);

        Assert.Equal(0, await Migrations.RunAsync(connection, Prefix, [new(Prefix + "0001_a.sql", "CREATE TABLE\r\ntest_a (id BIGINT)")], default));
        var error = await Assert.ThrowsAsync<MigrationException>(() => Migrations.RunAsync(
            connection, Prefix, [new(Prefix + "0001_a.sql", "CREATE TABLE test_a (id TEXT)")], default));
        Assert.Equal("The migration Test.Migrations.0001_a.sql was changed after it ran on this registry. Add a new file instead.", error.Message);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_registry_of_a_newer_version_is_refused(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        await using var connection = await registry.Get<Registry>().OpenAsync(default);
        await Migrations.RunAsync(connection, Prefix, [new(Prefix + "0002_new.sql", "CREATE TABLE test_b (id BIGINT)")], default);

        var error = await Assert.ThrowsAsync<MigrationException>(() => Migrations.RunAsync(connection, Prefix, [], default));

        Assert.Equal("This registry was written by a newer version: it has the migration Test.Migrations.0002_new.sql. Install that version.", error.Message);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_processes_that_start_at_once_run_each_file_once(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        MigrationFile[] files = [.. Enumerable.Range(1, 5).Select(i => new MigrationFile($"{Prefix}000{i}_t.sql", $"CREATE TABLE test_{i} (id BIGINT)"))];

        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var connection = await registry.Get<Registry>().OpenAsync(default);
            return await Migrations.RunAsync(connection, Prefix, files, default);
        })));

        Assert.Equal(5, ran.Sum());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_tables_of_every_module_are_made_on_both_databases(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var modules = typeof(HostModules).Assembly.GetReferencedAssemblies()
            .Where(a => a.Name!.StartsWith("Werkstrom.", StringComparison.Ordinal)).Select(System.Reflection.Assembly.Load).ToList();

        foreach (var module in modules)
            await registry.Get<Registry>().MigrateAsync(module, default);

        Assert.Contains(typeof(KernelDb).Assembly, modules);
    }

    [Theory]
    [InlineData("CreatedAt", "created_at")]
    [InlineData("Id", "id")]
    [InlineData("HTTPCode", "http_code")]
    [InlineData("LowAlarm", "low_alarm")]
    public void Columns_are_in_snake_case(string property, string column) => Assert.Equal(column, RegistryConventions.SnakeCase(property));
}
