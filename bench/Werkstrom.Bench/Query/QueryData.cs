using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Bench.Query;

/// <summary>A Store filled through its own path: sink, log, DuckDB, closing.</summary>
sealed class QueryData : IDisposable
{
    const int BatchSize = 50_000;

    readonly SampleStore _store;

    QueryData(string folder)
    {
        Folder = new(folder);
        _store = new(Folder, new StoreOptions(), TimeProvider.System, NullLogger.Instance, SignalFacts.None);
        _store.Start();
    }

    /// <summary>The first instant: a month that is long over.</summary>
    public static readonly long Start = Micros.Of(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The data folder.</summary>
    public DataFolder Folder { get; }

    /// <summary>The Store.</summary>
    public SampleStore Store => _store;

    /// <summary>How many samples.</summary>
    public long Count { get; private set; }

    /// <summary>One signal at 1 Hz over 365 days, 31.5 million samples: a temperature with a day and a year.</summary>
    /// <param name="signal">Its number.</param>
    public static IEnumerable<PlantSample> Year(int signal)
    {
        for (var at = 0L; at < 365 * Micros.PerDay; at += Micros.PerSecond)
            yield return new(signal, Start - (335 * Micros.PerDay) + at, YearValue(at), Quality.Good);
    }

    /// <summary>A signal as the queries want it.</summary>
    public static Signal Signal(int id) => new() { Id = id, AssetId = 1, Name = "s", Path = $"s{id}" };

    /// <summary>Makes a Store and closes its days.</summary>
    public static async Task<QueryData> MakeAsync(string folder, IEnumerable<PlantSample> samples, CancellationToken stop)
    {
        QueryData data = new(folder);
        SampleBatch batch = new(BatchSize);
        foreach (var (signal, at, value, quality) in samples)
        {
            batch.Add(signal, at, value, quality);
            if (batch.Count == BatchSize)
                await data.WriteAsync(batch, stop);
        }

        await data.WriteAsync(batch, stop);
        await data._store.CloseDaysAsync(stop);
        return data;
    }

    public void Dispose() => _store.Dispose();

    static double YearValue(long at) => Math.Round(
        20 + (8 * Math.Sin(at * 2e-13)) + (5 * Math.Sin(at * 7.27e-11)) + (((at / Micros.PerSecond * 2_654_435_761L) >> 7) % 100 / 100.0), 1);

    async Task WriteAsync(SampleBatch batch, CancellationToken stop)
    {
        for (; ; )
        {
            try
            {
                await _store.WriteAsync(batch, stop);
                Count += batch.Count;
                batch.Clear();
                return;
            }
            catch (StoreBusyException busy)
            {
                await Task.Delay(busy.RetryAfter, stop);
            }
        }
    }
}
