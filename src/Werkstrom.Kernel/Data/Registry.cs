using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Werkstrom.Kernel.Data;

/// <summary>
/// The operational database: SQLite (<c>registry.db</c>, WAL, full sync) by default, PostgreSQL when the connection string
/// <c>ConnectionStrings:Registry</c> starts with <c>Host=</c>. Every module keeps its tables here, prefixed with its name.
/// </summary>
public sealed class Registry(DataFolder folder, IConfiguration configuration)
{
    /// <summary>True when the registry is on PostgreSQL.</summary>
    public bool IsPostgres => ConnectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>The connection string in use. It may hold a password: never log it.</summary>
    public string ConnectionString { get; } =
        configuration.GetConnectionString("Registry") is { Length: > 0 } given ? given : $"Data Source={folder.Registry}";

    /// <summary>Opens a connection of its own; the caller disposes it.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken stop)
    {
        DbConnection connection = IsPostgres ? new NpgsqlConnection(ConnectionString) : new SqliteConnection(ConnectionString);
        await connection.OpenAsync(stop);
        if (!IsPostgres)
            await SqliteSettings.ApplyAsync(connection, stop);
        return connection;
    }

    /// <summary>Brings the tables of one assembly up to date; see <see cref="Migrations"/>.</summary>
    public async Task MigrateAsync(Assembly module, CancellationToken stop)
    {
        await using var connection = await OpenAsync(stop);
        await Migrations.RunAsync(connection, module, stop);
    }

    internal void Configure(DbContextOptionsBuilder options)
    {
        if (IsPostgres)
            options.UseNpgsql(ConnectionString);
        else
            options.UseSqlite(ConnectionString).AddInterceptors(SqliteSettings.Instance);
    }
}

/// <summary>What every SQLite connection of the registry is set to: acknowledged means on disk.</summary>
sealed class SqliteSettings : DbConnectionInterceptor
{
    public static readonly SqliteSettings Instance = new();

    const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;";

    public static async Task ApplyAsync(DbConnection connection, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(stop);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        ApplyAsync(connection, cancellationToken);
}

/// <summary>Adds a module's <see cref="DbContext"/> on the registry.</summary>
public static class RegistryExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds a pooled factory and a scoped context; the tables come from the embedded <c>Migrations/NNNN_what.sql</c> of the
        /// context's assembly, run by the host before anything else starts. Changes are audited.
        /// </summary>
        public IServiceCollection AddRegistry<TDb>() where TDb : DbContext
        {
            services.AddSingleton(new RegistryAssembly(typeof(TDb).Assembly));
            services.AddDbContextFactory<TDb>((all, options) =>
            {
                all.GetRequiredService<Registry>().Configure(options);
                options.AddInterceptors(all.GetServices<ISaveChangesInterceptor>());
            });
            return services;
        }
    }

    extension<TDb>(IDbContextFactory<TDb> dbs) where TDb : DbContext
    {
        /// <summary>Makes a context that works in a transaction of another one, so that what belongs together is kept together. Whoever began it ends it.</summary>
        public async Task<TDb> JoinAsync(DbTransaction transaction, CancellationToken stop)
        {
            var db = await dbs.CreateDbContextAsync(stop);
            db.Database.SetDbConnection(transaction.Connection);
            await db.Database.UseTransactionAsync(transaction, stop);
            return db;
        }
    }
}

/// <summary>An assembly whose migrations the host runs at start.</summary>
/// <param name="Assembly">The assembly with embedded <c>Migrations/*.sql</c>.</param>
public sealed record RegistryAssembly(Assembly Assembly);
