using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Queries;

/// <summary>A connection for reading, inside one snapshot, that its user may be told to leave.</summary>
sealed class ReadConnection(DuckConnection connection) : IDisposable
{
    /// <summary>The connection itself.</summary>
    public DuckConnection Duck { get; } = connection;

    /// <summary>Set while a query runs.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>Runs a query and gives every chunk of its rows to <paramref name="each"/>.</summary>
    public void Each(string sql, Action<DuckChunk> each)
    {
        Stop.ThrowIfCancellationRequested();
        using var statement = Duck.Prepare(sql);
        using var result = statement.Stream();
        while (result.Next() is { } chunk)
        {
            using (chunk)
                each(chunk);
        }
    }

    public void Dispose() => Duck.Dispose();
}
