using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Kernel.Data;
using Werkstrom.Store;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Tests.Store;

/// <summary>A real Store on a real temporary folder, with a clock that the test sets.</summary>
sealed class TestStore : IDisposable
{
    public const long Second = 1_000_000;
    public const long Hour = 3_600 * Second;
    public const long Day = 24 * Hour;

    readonly StoreOptions _options;
    readonly bool _keep;

    public TestStore(StoreOptions? options = null, string? folder = null, SignalFacts? facts = null)
    {
        _options = options ?? new StoreOptions { CommitMilliseconds = 20, MemoryMb = 256 };
        _keep = folder is not null;
        Folder = new DataFolder(folder ?? Path.Combine(Path.GetTempPath(), $"werkstrom-{Guid.NewGuid():N}"));
        Facts = facts ?? SignalFacts.None;
        Store = Open();
    }

    public DataFolder Folder { get; }

    public SignalFacts Facts { get; set; }

    public SetClock Clock { get; } = new();

    public SampleStore Store { get; private set; }

    /// <summary>Stops and opens again, as a restart does.</summary>
    public void Restart()
    {
        Store.Dispose();
        Store = Open();
    }

    /// <summary>Writes samples and waits until they can be queried.</summary>
    public async Task WriteAsync(params (int Signal, long Instant, double Value, byte Quality)[] samples)
    {
        var batch = new SampleBatch();
        foreach (var (signal, instant, value, quality) in samples)
            batch.Add(signal, instant, value, quality);
        await Store.WriteAsync(batch, CancellationToken.None);
        await Store.FlushAsync(CancellationToken.None);
    }

    public Task CloseAsync() => Store.CloseDaysAsync(CancellationToken.None);

    /// <summary>Rows of a query, each as text with semicolons.</summary>
    public Task<string[]> RowsAsync(string sql) => Store.Reads.RunAsync(lease => Rows(lease.Connection, sql), CancellationToken.None);

    public async Task<object?> ScalarAsync(string sql) => await Store.Reads.RunAsync(lease => lease.Connection.Scalar(sql), CancellationToken.None);

    public static string[] Rows(DuckConnection connection, string sql)
    {
        List<string> rows = [];
        using var result = connection.Query(sql);
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.Count; row++)
                    rows.Add(string.Join(';', Enumerable.Range(0, result.Columns.Count).Select(c => Convert.ToString(chunk.Value(c, row), System.Globalization.CultureInfo.InvariantCulture))));
            }
        }

        return [.. rows];
    }

    public void Dispose()
    {
        Store.Dispose();
        if (!_keep)
            Directory.Delete(Folder.Path, recursive: true);
    }

    SampleStore Open()
    {
        var store = new SampleStore(Folder, _options, Clock, NullLogger.Instance, Facts);
        store.Start();
        return store;
    }
}

/// <summary>A clock that stands where it is put; timers run by real time.</summary>
sealed class SetClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
