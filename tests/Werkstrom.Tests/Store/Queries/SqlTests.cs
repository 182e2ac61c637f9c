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
    [InlineData("SELECT * FROM sample_hot")]
    [InlineData("SELECT * FROM main.sample_hot")]
    [InlineData("SELECT * FROM store.main.sample_closed")]
    [InlineData("SELECT * FROM stored_samples")]
    [InlineData("SELECT * FROM temp.stored_samples")]
    [InlineData("SELECT * FROM \"SAMPLE_HOT\"")]
    [InlineData("SELECT * FROM record_history")]
    [InlineData("SELECT * FROM store_migration")]
    [InlineData("WITH sample_hot AS (SELECT * FROM sample_hot) SELECT * FROM sample_hot")]
    [InlineData("WITH a AS (WITH sqlite_master AS (SELECT 1) SELECT * FROM sqlite_master) SELECT * FROM a, sqlite_master")]
    [InlineData("WITH RECURSIVE record_history AS (SELECT 1) SELECT * FROM record_history")]
    [InlineData("SELECT (SELECT count(*) FROM sample_late) FROM signals")]
    [InlineData("SELECT * FROM signals WHERE id IN (SELECT signal_id FROM sample_last)")]
    [InlineData("SELECT * FROM signals UNION ALL BY NAME SELECT * FROM sql_signal")]
    [InlineData("SELECT * FROM duckdb_tables")]
    [InlineData("SELECT * FROM duckdb_tables()")]
    [InlineData("SELECT * FROM duckdb_views()")]
    [InlineData("SELECT * FROM duckdb_columns()")]
    [InlineData("SELECT * FROM duckdb_databases()")]
    [InlineData("SELECT * FROM duckdb_memory()")]
    [InlineData("SELECT * FROM duckdb_logs()")]
    [InlineData("SELECT * FROM duckdb_secrets()")]
    [InlineData("SELECT * FROM duckdb_temporary_files()")]
    [InlineData("SELECT * FROM duckdb_settings")]
    [InlineData("SELECT * FROM information_schema.tables")]
    [InlineData("SELECT * FROM information_schema.columns")]
    [InlineData("SELECT * FROM system.information_schema.tables")]
    [InlineData("SELECT * FROM pg_catalog.pg_tables")]
    [InlineData("SELECT * FROM pg_tables")]
    [InlineData("SELECT * FROM sqlite_master")]
    [InlineData("SELECT * FROM sqlite_schema")]
    [InlineData("SELECT * FROM pragma_table_info('sample_hot')")]
    [InlineData("SELECT * FROM pragma_storage_info('sample_closed')")]
    [InlineData("SELECT * FROM pragma_database_size()")]
    [InlineData("SELECT * FROM pragma_show('sample_hot')")]
    [InlineData("SELECT * FROM show_tables()")]
    [InlineData("SELECT * FROM (SHOW TABLES)")]
    [InlineData("SELECT * FROM (SHOW ALL TABLES)")]
    [InlineData("SELECT * FROM (DESCRIBE sample_hot)")]
    [InlineData("SELECT * FROM (SUMMARIZE sample_hot)")]
    [InlineData("FROM (SUMMARIZE FROM sample_hot)")]
    [InlineData("SUMMARIZE sample_hot")]
    [InlineData("SHOW TABLES")]
    [InlineData("DESCRIBE sample_hot")]
    [InlineData("FROM sample_hot")]
    [InlineData("TABLE sample_hot")]
    [InlineData("SELECT * FROM histogram('sample_hot', value)")]
    [InlineData("SELECT * FROM histogram_values('sample_hot', value)")]
    [InlineData("PIVOT sample_hot ON quality USING count(*)")]
    [InlineData("UNPIVOT sample_hot ON value")]
    [InlineData("SELECT * FROM seq_scan('sample_hot')")]
    [InlineData("SELECT * FROM pandas_scan(1)")]
    [InlineData("SELECT * FROM read_json('/etc/passwd')")]
    [InlineData("SELECT * FROM read_json_objects('/proc/self/environ')")]
    [InlineData("SELECT * FROM read_ndjson('registry.db')")]
    [InlineData("SELECT * FROM parquet_metadata('archive/samples-2026-01.parquet')")]
    [InlineData("SELECT * FROM parquet_schema('/etc/passwd')")]
    [InlineData("SELECT * FROM read_duckdb('store.duckdb')")]
    [InlineData("SELECT * FROM '../registry.db'")]
    [InlineData("SELECT * FROM 'archive/*.parquet'")]
    [InlineData("SELECT * FROM \"keys/key.xml\"")]
    [InlineData("SELECT * FROM 'https://example.org/a.csv'")]
    [InlineData("SELECT * FROM 's3://bucket/a.parquet'")]
    [InlineData("SELECT * FROM repeat('x', 10)")]
    [InlineData("SELECT * FROM repeat_row(1, num_rows=1000000000)")]
    [InlineData("SELECT * FROM checkpoint()")]
    [InlineData("SELECT * FROM summary((SELECT 1))")]
    [InlineData("SELECT * FROM duckdb_extensions()")]
    [InlineData("SELECT * FROM which_secret('s3://a', 's3')")]
    [InlineData("SELECT * FROM enable_logging()")]
    [InlineData("SELECT * FROM enable_profiling()")]
    [InlineData("SELECT pg_get_viewdef(1)")]
    [InlineData("SELECT nextval('s')")]
    [InlineData("SELECT getvariable('x')")]
    [InlineData("SELECT current_query()")]
    [InlineData("SELECT main.repeat('x', 1000000000)")]
    [InlineData("SELECT 'x'.repeat(1000000000)")]
    [InlineData("SELECT list_resize([1], 1000000000)")]
    [InlineData("SELECT format('{:>2000000000}', 'x')")]
    [InlineData("COPY (SELECT * FROM samples) TO 'archive/stolen.parquet' (FORMAT parquet)")]
    [InlineData("COPY FROM DATABASE store TO x")]
    [InlineData("IMPORT DATABASE '/tmp/x'")]
    [InlineData("DETACH store")]
    [InlineData("USE temp")]
    [InlineData("VACUUM")]
    [InlineData("ANALYZE")]
    [InlineData("FORCE CHECKPOINT")]
    [InlineData("PRAGMA enable_profiling")]
    [InlineData("PRAGMA memory_limit='100GB'")]
    [InlineData("SET VARIABLE x = 1")]
    [InlineData("SET GLOBAL threads = 1")]
    [InlineData("SET SESSION search_path = 'x'")]
    [InlineData("CREATE MACRO m() AS 1")]
    [InlineData("CREATE TEMP VIEW samples AS SELECT 1")]
    [InlineData("CREATE OR REPLACE TEMP MACRO upper(x) AS 1")]
    [InlineData("CREATE SECRET s (TYPE s3)")]
    [InlineData("CREATE SEQUENCE s")]
    [InlineData("TRUNCATE record")]
    [InlineData("MERGE INTO record USING signals ON true WHEN MATCHED THEN DELETE")]
    [InlineData("COMMENT ON TABLE record IS 'x'")]
    [InlineData("UPDATE EXTENSIONS")]
    [InlineData("EXECUTE p")]
    [InlineData("DEALLOCATE p")]
    [InlineData("ROLLBACK")]
    [InlineData("COMMIT; DELETE FROM record")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("SELECT current_setting('temp_directory')")]
    public async Task What_is_more_than_reading_is_forbidden(string sql)
    {
        var refused = await Assert.ThrowsAsync<SqlRefusedException>(() => Sql.RunAsync(sql, null, default));

        // DuckDB itself rejects a few of them already as no SQL
        Assert.True(refused.Refusal is SqlRefusal.Forbidden || refused.Message.Contains("Parser Error", StringComparison.OrdinalIgnoreCase)
            || refused.Message.Contains("syntax error", StringComparison.OrdinalIgnoreCase)
            || refused.Message.Contains("Catalog Error", StringComparison.Ordinal) // there is no such function at all
            || refused.Message.Contains("CTE needs a SELECT", StringComparison.Ordinal), $"{refused.Refusal}: {refused.Message}");
    }

    [Theory]
    [InlineData("WITH own AS (SELECT 1 AS a) SELECT a FROM own", 1)]
    [InlineData("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 10) SELECT n FROM t", 10)]
    [InlineData("WITH samples AS (SELECT 7) SELECT * FROM samples", 1)]
    [InlineData("SELECT * FROM (VALUES (1), (2)) v(a), LATERAL (SELECT a + 1)", 2)]
    [InlineData("FROM range(3) SELECT range * 2", 3)]
    [InlineData("SELECT unnest([1, 2])", 2)]
    [InlineData("SELECT * FROM json_each('[1, 2, 3]')", 3)]
    [InlineData("SELECT name FROM columns WHERE view = 'samples'", 5)]
    [InlineData("PIVOT (SELECT 1 AS a, 2 AS b) ON a IN (1) USING sum(b)", 1)]
    public async Task What_reads_goes(string sql, int rows) => Assert.Equal(rows, (await Sql.RunAsync(sql, null, default)).Rows.Count);

    [Fact]
    public async Task The_view_of_columns_lists_the_documented_views_and_no_other()
    {
        var views = await Sql.RunAsync("SELECT DISTINCT view FROM columns ORDER BY 1", null, default);

        var types = host.Services.GetRequiredService<RecordTypes>().All.Select(t => SqlViews.NameOf(t.Name));
        string[] expected = ["assets", "columns", "hourly", "samples", "signals", .. types];
        Assert.Equal(expected.Order(StringComparer.Ordinal), views.Rows.Select(r => (string)r[0]!));
    }

    [Fact]
    public async Task Two_bombs_at_once_keep_one_limit_together()
    {
        using var sql = With(new SqlOptions { Seconds = 60, Megabytes = 64, AtOnce = 2 });
        const string Bomb = "SELECT count(*) FROM (SELECT DISTINCT hash(range), range FROM range(200000000))";

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Assert.ThrowsAsync<SqlRefusedException>(() => sql.RunAsync(Bomb, null, default))));

        Assert.All(both, refused => Assert.Equal(SqlRefusal.Limit, refused.Refusal));
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
