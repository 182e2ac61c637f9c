using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Queries;

/// <summary>Writes samples as a Parquet file (zstd): columns <c>at</c> (TIMESTAMP, UTC), <c>value</c> (DOUBLE), <c>quality</c> (UTINYINT).</summary>
public sealed class SampleParquet : IDisposable
{
    readonly DuckDatabase _database;
    readonly DuckConnection _connection;

    /// <summary>Begins a file in memory and, beyond 256 MB, in a folder for temporary files.</summary>
    public SampleParquet(string temporaryFolder)
    {
        _database = DuckDatabase.Open(":memory:", new Dictionary<string, string>
        {
            ["memory_limit"] = "256MB",
            ["threads"] = "1",
            ["temp_directory"] = temporaryFolder,
        });
        _connection = _database.Connect();
        _connection.Execute("CREATE TABLE sample (\"at\" TIMESTAMP, value DOUBLE, quality UTINYINT)");
    }

    /// <summary>Adds samples, in order of time.</summary>
    public void Add(Series series)
    {
        using var rows = new DuckAppender(_connection, "sample");
        for (var start = 0; start < series.Count; start += DuckAppender.Capacity)
        {
            var count = Math.Min(DuckAppender.Capacity, series.Count - start);
            series.Instants.AsSpan(start, count).CopyTo(rows.Timestamps(0));
            series.Values.AsSpan(start, count).CopyTo(rows.Doubles(1));
            if (series.Qualities.Length == 0)
                rows.Bytes(2)[..count].Fill(Ingest.Quality.Good);
            else
                series.Qualities.AsSpan(start, count).CopyTo(rows.Bytes(2));
            rows.Commit(count);
        }
        rows.Flush();
    }

    /// <summary>Writes what was added to a new file.</summary>
    public void Write(string file) =>
        _connection.Execute($"COPY (SELECT * FROM sample) TO '{file.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION zstd)");

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
