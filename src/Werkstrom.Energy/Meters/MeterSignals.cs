using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Energy.Meters.Files;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>Live meters: a delivery point that is bound to a Signal gets its quarter-hours from it, every quarter of an hour.</summary>
sealed partial class MeterSignals(MeterPoints points, MeterStore store, SignalCatalog catalog, SignalLoads loads, TimeProvider clock, ILogger<MeterSignals> log) : BackgroundService
{
    const int MostBack = 96 * 40; // how far back a Signal that is bound is read at first
    static readonly TimeSpan Every = TimeSpan.FromMinutes(15), Wait = TimeSpan.FromMinutes(1);

    /// <summary>Takes what came since the last time.</summary>
    /// <returns>How many quarter-hours have another value now.</returns>
    public async Task<int> TakeAsync(DeliveryPoint point, CancellationToken stop)
    {
        if (point.SignalId is not { } id || point.SignalKind == MeterSignal.None || !catalog.TryGet(id, out var signal))
            return 0;
        if (!SignalLoads.Fits(signal, point.SignalKind))
        {
            LogUnit(signal.Path, signal.Unit, point.Malo);
            return 0;
        }

        var end = Quarters.Of(clock.GetUtcNow() - Wait); // the last sample of a quarter-hour may be under way
        var known = store.Of(point.Malo).Records.Where(r => r.Source == MeterSource.Signal).Select(r => r.Range.End).DefaultIfEmpty(0).Max();
        QuarterRange range = new(Math.Max(known, end - MostBack), Math.Max(0, end - Math.Max(known, end - MostBack)));
        if (range.Count == 0)
            return 0;
        var values = await loads.ReadAsync(signal, point.SignalKind, range, stop);
        return store.Take(point.Malo, Flow.Taken, range.First, values, MeterSource.Signal, clock.GetUtcNow(), signal.Path).Changed;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using PeriodicTimer timer = new(Every, clock);
        do
        {
            foreach (var point in (await points.AllAsync(stoppingToken)).Where(p => p.SignalId is not null))
                await TakeAsync(point, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(7401, LogLevel.Warning, "The unit of {Path} ({Unit}) is no energy of a counter and no power: delivery point {Malo} gets nothing from it")]
    partial void LogUnit(string path, string unit, string malo);
}
