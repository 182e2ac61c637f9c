using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Tests.Kernel;

/// <summary>
/// The Kernel on an empty registry of its own, a SQLite file or a database of the run's PostgreSQL: migrated and started as the host does it.
/// <c>await using var registry = await Registries.OpenAsync(engine);</c>
/// </summary>
sealed class Registries : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("werkstrom-test-").FullName;
    readonly string _database = $"t{Guid.NewGuid():n}";
    readonly Dictionary<string, string?> _settings = [];
    readonly Engine _engine;
    Action<IHostApplicationBuilder>? _further;
    ServiceProvider? _services;

    Registries(Engine engine) => _engine = engine;

    /// <summary>What time it is for the Kernel; begins at 2026-01-01 00:00 UTC and stands still.</summary>
    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public IServiceProvider Services => _services!;

    public static Task<Registries> OpenAsync(Engine engine, params (string Key, string Value)[] settings) =>
        OpenAsync(engine, null, settings);

    /// <summary>With the services of a module as well.</summary>
    public static async Task<Registries> OpenAsync(
        Engine engine, Action<IHostApplicationBuilder>? further, params (string Key, string Value)[] settings)
    {
        var registry = new Registries(engine) { _further = further };
        foreach (var (key, value) in settings)
            registry._settings[key] = value;
        if (engine == Engine.Postgres)
        {
            await PostgresAsync($"CREATE DATABASE {registry._database}");
            registry._settings["ConnectionStrings:Registry"] = PostgresCluster.ConnectionString(registry._database);
        }

        await registry.StartAsync();
        return registry;
    }

    public T Get<T>() where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>Ends the services and starts new ones on the same registry, as a restart of the program would.</summary>
    public async Task RestartAsync()
    {
        await _services!.DisposeAsync();
        await StartAsync();
    }

    async Task StartAsync()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Services.AddSingleton<TimeProvider>(Clock).AddLogging();
        builder.AddKernel(new DataFolder(_folder));
        _further?.Invoke(builder);
        _services = builder.Services.BuildServiceProvider();
        foreach (var module in _services.GetServices<RegistryAssembly>().Distinct())
            await Get<Registry>().MigrateAsync(module.Assembly, default);
        foreach (var step in _services.GetServices<IStartStep>().OrderBy(s => s.Order))
            await step.StartAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (_engine == Engine.Postgres)
        {
            NpgsqlConnection.ClearPool(new NpgsqlConnection(PostgresCluster.ConnectionString(_database)));
            await PostgresAsync($"DROP DATABASE {_database} WITH (FORCE)");
        }

        SqliteConnection.ClearPool(new SqliteConnection($"Data Source={Path.Combine(_folder, "registry.db")}"));
        Directory.Delete(_folder, recursive: true);
    }

    static async Task PostgresAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(PostgresCluster.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A clock that a test sets.</summary>
sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
