using Npgsql;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests;

/// <summary>The real host on a registry of either kind: <c>await using var on = await EngineHost.StartAsync(engine);</c></summary>
sealed class EngineHost : IAsyncDisposable
{
    readonly string? _database;

    EngineHost(string? database) => _database = database;

    public Host Host { get; } = new();

    /// <summary>Starts it; with PostgreSQL on an empty database of its own.</summary>
    public static async Task<EngineHost> StartAsync(Engine engine, params (string Key, string Value)[] settings)
    {
        EngineHost on = new(engine == Engine.Postgres ? $"host_{Guid.NewGuid():n}" : null);
        foreach (var (key, value) in settings)
            on.Host.Configuration[key] = value;
        if (on._database is { } database)
        {
            await SqlAsync($"CREATE DATABASE {database}");
            on.Host.Configuration["ConnectionStrings:Registry"] = PostgresCluster.ConnectionString(database);
        }

        await on.Host.InitializeAsync();
        return on;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (_database is null)
            return;
        NpgsqlConnection.ClearPool(new NpgsqlConnection(PostgresCluster.ConnectionString(_database)));
        await SqlAsync($"DROP DATABASE {_database} WITH (FORCE)");
    }

    static async Task SqlAsync(string sql)
    {
        await using NpgsqlConnection connection = new(PostgresCluster.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
