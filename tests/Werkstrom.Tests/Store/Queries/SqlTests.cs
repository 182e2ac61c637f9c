using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Records;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Store.Records;
using Werkstrom.Store.Sql;

namespace Werkstrom.Tests.Store.Queries;

/// <summary>Engineers' SQL on the real host: what reads well, and what attackers try.</summary>
public class SqlTests(Host host) : IClassFixture<Host>
{
    SqlQueries Sql => host.Services.GetRequiredService<SqlQueries>();

    [Theory]
    [InlineData("INSERT INTO sample_hot VALUES (1, now(), 1, 192, 1)")]
    [InlineData("UPDATE sample_hot SET value = 0")]
    [InlineData("DELETE FROM record")]
    [InlineData("CREATE TABLE t (a INTEGER)")]
    [InlineData("CREATE TEMP TABLE t AS SELECT 1")]
    [InlineData("DROP TABLE record")]
    [InlineData("ALTER TABLE record ADD COLUMN a INTEGER")]
    [InlineData("COPY (SELECT 1) TO '/tmp/stolen.csv'")]
    [InlineData("COPY record FROM '/etc/passwd'")]
    [InlineData("EXPORT DATABASE '/tmp/stolen'")]
    [InlineData("ATTACH '/tmp/x.duckdb' AS x")]
    [InlineData("SET memory_limit = '100GB'")]
    [InlineData("RESET enable_external_access")]
    [InlineData("PRAGMA database_list")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("CALL force_checkpoint()")]
    [InlineData("CHECKPOINT")]
    [InlineData("BEGIN TRANSACTION")]
    [InlineData("PREPARE p AS SELECT 1")]
    [InlineData("EXPLAIN ANALYZE SELECT 1")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT 1; DROP TABLE record")]
    [InlineData("SELECT 1 -- \n; DROP TABLE record")]
    [InlineData("/* SELECT */ DROP TABLE record")]
    [InlineData("SELECT 1 /* ; */ ; COMMIT; DROP TABLE record")]
    [InlineData("WITH gone AS (DELETE FROM record RETURNING id) SELECT * FROM gone")]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("SELECT * FROM ReAd_TeXt('/etc/passwd')")]
    [InlineData("SELECT * FROM \"read_blob\"('/etc/passwd')")]
    [InlineData("SELECT (SELECT content FROM read_text('/etc/passwd'))")]
    [InlineData("WITH a AS (SELECT * FROM read_parquet('archive/*.parquet')) SELECT * FROM a")]
    [InlineData("SELECT * FROM '/etc/passwd'")]
    [InlineData("SELECT * FROM \"tmp/x.csv\"")]
    [InlineData("SELECT * FROM glob('/etc/*')")]
    [InlineData("SELECT * FROM sniff_csv('/etc/passwd')")]
    [InlineData("SELECT * FROM arrow_scan(1, 2, 3)")]
    [InlineData("SELECT * FROM query('DROP TABLE record')")]
    [InlineData("SELECT * FROM query_table('record')")]
    [InlineData("SELECT * FROM json_execute_serialized_sql('{}')")]
    [InlineData("SELECT * FROM force_checkpoint()")]
    [InlineData("SELECT * FROM duckdb_settings()")]
    [InlineData("SELECT * FROM other.main.record")]
    [InlineData("SELECT getenv('HOME')")]
    [InlineData("SELECT length(repeat('x', 4000000000))")]
    [InlineData("SELECT LPAD('x', 2000000000, 'y')")]
    [InlineData("SELECT len(range(20000000000))")]
    [InlineData("SELECT unnest(generate_series(1, 100000000))")]
    [InlineData("SELECT printf('%2000000000d', 1)")]
    [InlineData("SELECT sleep_ms(60000)")]
    [InlineData("SELECT current_setting('temp_directory')")]
    public async Task What_is_more_than_reading_is_forbidden(string sql)
    {
        var refused = await Assert.ThrowsAsync<SqlRefusedException>(() => Sql.RunAsync(sql, null, default));

        // DuckDB itself rejects a few of them already as no SQL
        Assert.True(refused.Refusal is SqlRefusal.Forbidden || refused.Message.Contains("Parser Error", StringComparison.OrdinalIgnoreCase)
            || refused.Message.Contains("syntax error", StringComparison.OrdinalIgnoreCase)
            || refused.Message.Contains("CTE needs a SELECT", StringComparison.Ordinal), $"{refused.Refusal}: {refused.Message}");
    }

    [Theory]
    [InlineData("SELEC 1")]
    [InlineData("")]
    [InlineData("SELECT * FROM no_such_table")]
    [InlineData("SELECT $1")]
    [InlineData("SELECT 'unclosed")]
    public async Task A_mistake_is_told(string sql)
    {
        var refused = await Assert.ThrowsAsync<SqlRefusedException>(() => Sql.RunAsync(sql, null, default));

        Assert.True(refused.Refusal is SqlRefusal.Mistake or SqlRefusal.Forbidden && refused.Message.Length > 0, refused.Message);
    }

    [Theory]
    [InlineData("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t")]
    [InlineData("SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE hash(a.range, b.range) = 1")]
    public async Task What_never_ends_is_stopped(string sql)
    {
        var refused = await Assert.ThrowsAsync<SqlRefusedException>(() => With(new SqlOptions { Seconds = 0.3 }).RunAsync(sql, null, default));

        Assert.Equal(SqlRefusal.Limit, refused.Refusal);
    }

    [Theory]
    [InlineData("SELECT list(range) FROM range(100000000)")]
    [InlineData("SELECT count(*) FROM (SELECT DISTINCT hash(range), range FROM range(200000000))")]
    public async Task A_memory_bomb_is_stopped(string sql)
    {
        var refused = await Assert.ThrowsAsync<SqlRefusedException>(
            () => With(new SqlOptions { Seconds = 60, Megabytes = 64 }).RunAsync(sql, null, default));

        Assert.True(refused.Refusal is SqlRefusal.Limit or SqlRefusal.Mistake, refused.Message);
    }

    [Fact]
    public async Task Whoever_goes_away_stops_the_query()
    {
        using CancellationTokenSource gone = new(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Sql.RunAsync("SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE hash(a.range, b.range) = 1", null, gone.Token));
    }

    [Fact]
    public async Task Rows_beyond_the_limit_are_cut_off_and_the_answer_says_so()
    {
        var cut = await Sql.RunAsync("SELECT range FROM range(10)", 3, default);
        var whole = await Sql.RunAsync("SELECT range FROM range(3)", 3, default);

        Assert.Equal((3, true), (cut.Rows.Count, cut.IsCut));
        Assert.Equal((3, false), (whole.Rows.Count, whole.IsCut));
    }

    [Fact]
    public async Task Samples_are_seen_once_in_the_shown_unit_with_their_path_beside_records()
    {
        var catalog = host.Services.GetRequiredService<SignalCatalog>();
        var signal = (await catalog.EnsureAsync([new("sqltest/Öfen/temperatur", SignalKind.Measurement, "Cel")], default))[0].Signal!;
        var store = host.Services.GetRequiredService<SampleStore>();
        SampleBatch batch = new();
        batch.Add(signal.Id, Micros.PerHour, 1);
        batch.Add(signal.Id, 2 * Micros.PerHour, 2);
        batch.Add(signal.Id, Micros.PerHour, 10); // written later: this one holds
        batch.Add(signal.Id, 3 * Micros.PerHour, 3);
        batch.Add(signal.Id, 3 * Micros.PerHour, 0, Quality.Deleted);
        await store.WriteAsync(batch, default);
        await store.FlushAsync(default);
        var records = host.Services.GetRequiredService<RecordStore>();
        await records.AppendAsync(
            [new("failure", signal.AssetId, Micros.ToInstant(90 * 60 * Micros.PerSecond), null, new Dictionary<string, object?> { ["kind"] = "Lager" })], "test", default);

        const string Samples = "SELECT path, ts, value FROM samples WHERE path LIKE 'sqltest/%' ORDER BY ts";
        var open = await Sql.RunAsync(Samples, null, default);
        await store.CloseDaysAsync(default);
        var closed = await Sql.RunAsync(Samples, null, default);
        var joined = await Sql.RunAsync(
            """
            SELECT f.kind, s.value FROM record_failure f ASOF JOIN samples s ON s.ts <= f.starts
            WHERE s.path LIKE 'sqltest/%' AND f.asset LIKE 'sqltest/%'
            """, null, default);

        object?[][] expected = [[signal.Path, DateTime.UnixEpoch.AddHours(1), 10.0], [signal.Path, DateTime.UnixEpoch.AddHours(2), 2.0]];
        Assert.Equal(expected, open.Rows);
        Assert.Equal(expected, closed.Rows);
        Assert.Equal(["Lager", 10.0], Assert.Single(joined.Rows));
    }

    SqlQueries With(SqlOptions options) => new(
        host.Services.GetRequiredService<SampleStore>(), host.Services.GetRequiredService<SignalCatalog>(),
        host.Services.GetRequiredService<AssetCatalog>(), host.Services.GetRequiredService<RecordTypes>(), Options.Create(options), TimeProvider.System);
}
