using Werkstrom.Store.Duck;

namespace Werkstrom.Tests.Store;

public sealed class DuckTests : IDisposable
{
    readonly DuckDatabase _database = DuckDatabase.Open(":memory:");
    readonly DuckConnection _connection;

    public DuckTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void A_column_read_as_another_type_is_an_exception_and_not_the_end_of_the_process()
    {
        using var result = _connection.Query("SELECT 1::INTEGER AS number, 'text' AS text, 1.5::DOUBLE AS real, 2::DECIMAL(9,2) AS exact");
        using var chunk = result.Next()!;
        Assert.Throws<InvalidCastException>(() => chunk.Int64(0)[0]);
        Assert.Throws<InvalidCastException>(() => chunk.Doubles(1)[0]);
        Assert.Throws<InvalidCastException>(() => chunk.Text(0, 0));
        Assert.Throws<InvalidCastException>(() => chunk.Timestamps(2)[0]);
        Assert.Throws<InvalidCastException>(() => chunk.Int32(3)[0]);
        Assert.Throws<IndexOutOfRangeException>(() => chunk.Int32(4)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => chunk.Value(0, 1));
        Assert.Equal(1, chunk.Int32(0)[0]);
    }

    [Fact]
    public void An_appender_refuses_a_column_of_another_type()
    {
        _connection.Execute("CREATE TABLE t (a INTEGER, b DOUBLE)");
        using var appender = new DuckAppender(_connection, "t");
        Assert.Throws<InvalidCastException>(() => appender.Int64(0)[0] = 1);
        Assert.Throws<DuckException>(() => new DuckAppender(_connection, "missing"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("-5::TINYINT", -5L)]
    [InlineData("40000::USMALLINT", 40000L)]
    [InlineData("9007199254740993", 9007199254740993L)]
    [InlineData("18446744073709551615::UBIGINT", 18446744073709551615UL)]
    [InlineData("1.5::FLOAT", 1.5)]
    [InlineData("-2.25::DOUBLE", -2.25)]
    [InlineData("'kurz'", "kurz")]
    [InlineData("'zwölf Bytes und viele mehr, ä ö ü ß'", "zwölf Bytes und viele mehr, ä ö ü ß")]
    [InlineData("'b'::ENUM('a','b')", "b")]
    [InlineData("NULL", null)]
    public void A_scalar_comes_as_its_dotnet_value(string sql, object? value) => Assert.Equal(value, _connection.Scalar($"SELECT {sql}"));

    [Fact]
    public void Exact_and_dated_scalars_come_as_their_dotnet_values()
    {
        Assert.Equal(12345.67m, _connection.Scalar("SELECT 12345.67::DECIMAL(18,2)"));
        Assert.Equal(-0.5m, _connection.Scalar("SELECT -0.5::DECIMAL(3,1)"));
        Assert.Equal((Int128)6, _connection.Scalar("SELECT sum(i) FROM range(4) t(i)"));
        Assert.Equal(new DateOnly(2024, 2, 29), _connection.Scalar("SELECT DATE '2024-02-29'"));
        Assert.Equal(new TimeOnly(13, 14, 15), _connection.Scalar("SELECT TIME '13:14:15'"));
        Assert.Equal(new DateTime(2024, 2, 29, 13, 14, 15, 123, 456, DateTimeKind.Utc), _connection.Scalar("SELECT TIMESTAMP '2024-02-29 13:14:15.123456'"));
        Assert.Equal(new DateTime(1960, 1, 1, 0, 0, 0, DateTimeKind.Utc), _connection.Scalar("SELECT TIMESTAMP_NS '1960-01-01'"));
        Assert.Equal("infinity", _connection.Scalar("SELECT 'infinity'::TIMESTAMP"));
        Assert.Equal(Guid.Parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), _connection.Scalar("SELECT 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::UUID"));
        Assert.Equal<byte>([0xAB, 0], (byte[])_connection.Scalar("SELECT '\\xAB\\x00'::BLOB")!);
        Assert.Throws<DuckException>(() => _connection.Scalar("SELECT [1, 2]"));
    }

    [Fact]
    public void Bound_values_are_values_and_never_sql()
    {
        _connection.Execute("CREATE TABLE names (name VARCHAR, instant TIMESTAMP, n BIGINT, x DOUBLE, yes BOOLEAN)");
        _connection.Execute("INSERT INTO names VALUES ($1, $2, $3, $4, $5)", "'; DROP TABLE names; --", DateTimeOffset.UnixEpoch.AddDays(1), 7L, 0.5, true);
        _connection.Execute("INSERT INTO names VALUES ($1, $2, $3, $4, $5)", "", new DuckInstant(1), null, 1.0, false);
        using var result = _connection.Query("SELECT name, instant, n FROM names ORDER BY instant DESC");
        using var chunk = result.Next()!;
        Assert.Equal("'; DROP TABLE names; --", chunk.Text(0, 0));
        Assert.Equal(86_400_000_000, chunk.Timestamps(1)[0]);
        Assert.Equal("", chunk.Text(0, 1));
        Assert.True(chunk.IsNull(2, 1));
        Assert.Throws<DuckException>(() => _connection.Execute("SELECT $1", 1, 2));
    }

    [Fact]
    public void Columns_that_were_appended_come_back_streamed()
    {
        _connection.Execute("CREATE TABLE s (id INTEGER, ts TIMESTAMP, v DOUBLE, q UTINYINT, seq BIGINT, note VARCHAR)");
        using (var appender = new DuckAppender(_connection, "s"))
        {
            for (var chunk = 0; chunk < 3; chunk++)
            {
                for (var i = 0; i < 2000; i++)
                {
                    var n = (chunk * 2000) + i;
                    (appender.Int32(0)[i], appender.Timestamps(1)[i], appender.Doubles(2)[i]) = (n, n * 1_000_000L, n / 2.0);
                    (appender.Bytes(3)[i], appender.Int64(4)[i]) = ((byte)(n % 256), -n);
                    appender.Text(5, i, n % 3 == 0 ? null : $"note number {n}");
                }

                appender.Commit(2000);
            }

            appender.Flush();
        }

        using var statement = _connection.Prepare("SELECT * FROM s");
        using var result = statement.Stream();
        var row = 0;
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++, row++)
                {
                    Assert.Equal((row, row * 1_000_000L, row / 2.0, (byte)(row % 256), -row), (chunk.Int32(0)[i], chunk.Timestamps(1)[i], chunk.Doubles(2)[i], chunk.Bytes(3)[i], chunk.Int64(4)[i]));
                    Assert.Equal(row % 3 == 0 ? null : $"note number {row}", chunk.Text(5, i));
                }
            }
        }

        Assert.Equal(6000, row);
    }

    [Fact]
    public void Statements_are_judged_before_they_run()
    {
        Assert.Equal(2, _connection.CountStatements("SELECT 1; DROP TABLE nothing"));
        Assert.Equal(0, _connection.CountStatements(" -- nothing"));
        Assert.Throws<DuckException>(() => _connection.CountStatements("SELEKT 1"));
        using var select = _connection.Prepare("SELECT 1");
        using var create = _connection.Prepare("CREATE TABLE a (b INTEGER)");
        using var set = _connection.Prepare("SET threads = 1");
        Assert.Equal((DuckStatementType.Select, DuckStatementType.Create, DuckStatementType.Set), (select.Type, create.Type, set.Type));
        var all = _connection.PrepareAll("SELECT 1; SELECT $1");
        Assert.Equal([0, 1], all.Select(s => s.ParameterCount));
        foreach (var statement in all)
            statement.Dispose();
    }

    [Fact]
    public async Task A_query_that_never_ends_is_interrupted_and_the_connection_lives_on()
    {
        var query = Task.Run(() => _connection.Scalar("SELECT sum(a.i * b.i) FROM range(10000000) a(i), range(10000000) b(i)"));
        while (!query.IsCompleted)
        {
            _connection.Interrupt();
            await Task.WhenAny(query, Task.Delay(20));
        }

        var refused = await Assert.ThrowsAsync<DuckException>(() => query);
        Assert.True(refused.IsInterrupt, refused.Message);
        Assert.Equal(1L, _connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void A_refused_transaction_leaves_nothing()
    {
        _connection.Execute("CREATE TABLE t (a INTEGER)");
        Assert.Throws<DuckException>(() => _connection.InTransaction(() =>
        {
            _connection.Execute("INSERT INTO t VALUES (1)");
            return _connection.Execute("INSERT INTO missing VALUES (1)");
        }));
        Assert.Equal(0L, _connection.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Migrations_run_once_each()
    {
        Assert.True(DuckMigrations.Run(_connection) > 0);
        Assert.Equal(0, DuckMigrations.Run(_connection));
        Assert.Equal(0L, _connection.Scalar("SELECT position FROM ingest_state"));
    }
}
