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

    /// <summary>The plant of the goals: 50 signals at 10 s and 950 at 6 min over 30 days, 19.8 million samples.</summary>
    public static IEnumerable<(int Signal, long At, double Value)> Plant()
    {
        for (var at = 0L; at < 30 * Micros.PerDay; at += 10 * Micros.PerSecond)
        {
            for (var signal = 1; signal <= (at % (360 * Micros.PerSecond) == 0 ? 1_000 : 50); signal++)
                yield return (signal, Start + at, Value(signal, at));
        }
    }

    /// <summary>One signal at 1 Hz over 365 days, 31.5 million samples.</summary>
    public static IEnumerable<(int Signal, long At, double Value)> Year()
    {
        for (var at = 0L; at < 365 * Micros.PerDay; at += Micros.PerSecond)
            yield return (1, Start - (335 * Micros.PerDay) + at, Value(1, at));
    }

    /// <summary>A signal as the queries want it.</summary>
    public static Signal Signal(int id) => new() { Id = id, AssetId = 1, Name = "s", Path = $"s{id}" };

    /// <summary>Makes a Store and closes its days.</summary>
    public static async Task<QueryData> MakeAsync(string folder, IEnumerable<(int Signal, long At, double Value)> samples, CancellationToken stop)
    {
        QueryData data = new(folder);
        SampleBatch batch = new(BatchSize);
        foreach (var (signal, at, value) in samples)
        {
            batch.Add(signal, at, value);
            if (batch.Count == BatchSize)
                await data.WriteAsync(batch, stop);
        }

        await data.WriteAsync(batch, stop);
        await data._store.CloseDaysAsync(stop);
        return data;
    }

    public void Dispose() => _store.Dispose();

    // a day curve with noise and one decimal, a count, a setpoint: as machines send them
    static double Value(int signal, long at) => (signal % 10) switch
    {
        0 => at / (10 * Micros.PerSecond),
        1 => 50 + (signal % 7),
        _ => Math.Round(20 + (signal % 30) + (5 * Math.Sin(at * 7.27e-11)) + (((at / Micros.PerSecond * 2_654_435_761L) >> 7) % 100 / 100.0), 1),
    };

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
