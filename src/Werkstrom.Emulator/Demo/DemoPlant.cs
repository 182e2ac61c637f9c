using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Emulator.Works;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Emulator.Demo;

/// <summary>
/// The demo's plant: before the first page opens its history is written through the sink, as any other samples are; after a
/// restart what is missing since the last sample is written.
/// </summary>
sealed class DemoPlant(
    DataFolder folder, IOptions<EmulatorOptions> options, SignalCatalog catalog, LiveValues last, ISampleSink sink,
    DemoDescription description, TimeProvider time, ILogger<DemoPlant> log) : IStartStep
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Samples handed to the sink at once.</summary>
    const int BatchSize = 250_000;

    public int Order => 900;

    /// <summary>The works, moved on to the present; null when no demo was asked for.</summary>
    public MetalWorks? Works { get; private set; }

    /// <summary>Where the history begins.</summary>
    public DateTimeOffset Begin { get; private set; }

    /// <summary>What happened in the works; null when no demo was asked for.</summary>
    public WorksLog? Log { get; private set; }

    public async Task StartAsync(CancellationToken stop)
    {
        if (!options.Value.Demo)
            return;

        var start = Stopwatch.GetTimestamp();
        var state = DemoState.Of(folder, options.Value, time);
        var works = new MetalWorks(state.Seed, state.Start);
        var signals = await EnsureAsync(works, stop);
        var described = description.WriteAsync(works, signals, stop); // beside it: the registry is another file
        var seen = new WorksLog(works);
        var written = await WriteAsync(works, seen, signals, LastInstant(signals), stop);
        await described;
        (Works, Begin, Log) = (works, state.Start, seen);
        log.HistoryLoaded(written, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    async Task<Signal[]> EnsureAsync(MetalWorks works, CancellationToken stop)
    {
        var ensured = await catalog.EnsureAsync(
            [.. works.Signals.Select(s => new WantedSignal($"{options.Value.Root}/{s.Asset}/{s.Name}", s.Kind, s.Unit))], stop);
        return [.. ensured.Select(e => e.Signal ?? throw new InvalidOperationException(e.Reason))];
    }

    DateTimeOffset LastInstant(Signal[] signals) =>
        last.TryGet(signals[^1].Id, out var value) ? Micros.ToInstant(value.Instant) : DateTimeOffset.MinValue;

    /// <summary>Minutes first, then the last hours second by second; one batch is filled while the other is written.</summary>
    async Task<long> WriteAsync(MetalWorks works, WorksLog seen, Signal[] signals, DateTimeOffset after, CancellationToken stop)
    {
        SampleBatch filling = new(BatchSize + signals.Length);
        SampleBatch writing = new(BatchSize + signals.Length);
        var pending = Task.CompletedTask;
        long written = 0;
        var now = time.GetUtcNow();
        var fine = now.AddHours(-options.Value.FineHours);
        while (works.Now + Second <= now)
        {
            works.Advance(works.Now + Minute <= fine || works.Now + Minute <= after ? Minute : Second);
            seen.See(isNew: works.Now > after);
            if (works.Now > after)
                Add(filling, works, signals);
            if (filling.Count < BatchSize)
                continue;

            await pending;
            written += filling.Count;
            (filling, writing) = (writing, filling);
            filling.Clear();
            pending = sink.WriteAsync(writing, stop).AsTask();
        }

        await pending;
        if (filling.Count > 0)
            await sink.WriteAsync(filling, stop);
        return written + filling.Count;
    }

    static void Add(SampleBatch batch, MetalWorks works, Signal[] signals)
    {
        var instant = Micros.Of(works.Now);
        for (var i = 0; i < signals.Length; i++)
            batch.Add(signals[i].Id, instant, works.Values[i]);
    }
}
