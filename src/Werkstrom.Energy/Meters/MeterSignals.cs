using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Energy.Meters.Files;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;
using Werkstrom.Store.Queries;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>
/// Live meters: a delivery point that is bound to a Signal gets its quarter-hours from it, every quarter of an hour. Of a counter (kWh, Wh) a quarter-hour is
/// the difference of what it showed at both ends, no older than five minutes then; of power (kW, W) its mean over time. What was silent stays a gap.
/// </summary>
sealed partial class MeterSignals(MeterPoints points, MeterStore store, SignalCatalog catalog, SampleQueries samples, TimeProvider clock, ILogger<MeterSignals> log) : BackgroundService
{
    const int MostBack = 96 * 40; // how far back a Signal that is bound is read at first
    static readonly TimeSpan Every = TimeSpan.FromMinutes(15), Fresh = TimeSpan.FromMinutes(5), Wait = TimeSpan.FromMinutes(1);

    /// <summary>Takes what came since the last time.</summary>
    /// <returns>How many quarter-hours have another value now.</returns>
    public async Task<int> TakeAsync(DeliveryPoint point, CancellationToken stop)
    {
        if (point.SignalId is not { } id || point.SignalKind == MeterSignal.None || !catalog.TryGet(id, out var signal))
            return 0;
        if (!Ucum.TryConversion(signal.Unit, point.SignalKind == MeterSignal.Counter ? "W.h" : "W", out var unit))
        {
            LogUnit(signal.Path, signal.Unit, point.Malo);
            return 0;
        }

        var end = Quarters.Of(clock.GetUtcNow() - Wait); // the last sample of a quarter-hour may be under way
        var known = store.Of(point.Malo).Records.Where(r => r.Source == MeterSource.Signal).Select(r => r.Range.End).DefaultIfEmpty(0).Max();
        QuarterRange range = new(Math.Max(known, end - MostBack), Math.Max(0, end - Math.Max(known, end - MostBack)));
        if (range.Count == 0)
            return 0;
        var values = point.SignalKind == MeterSignal.Counter ? await CountedAsync(signal.Id, range, unit, stop) : await PoweredAsync(signal.Id, range, unit, stop);
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

    async Task<MeterValue[]> CountedAsync(int signal, QuarterRange range, UnitConversion unit, CancellationToken stop)
    {
        long[] ends = [.. Enumerable.Range(range.First, range.Count + 1).Select(q => q * 900_000_000L)];
        var shown = await samples.AsOfAsync(signal, ends, Fresh, stop);
        var values = new MeterValue[range.Count];
        for (var i = 0; i < values.Length; i++)
        {
            // rounded at the ends, not between: the sum of the quarter-hours is what the register went on
            var wh = double.IsNaN(shown[i]) || double.IsNaN(shown[i + 1]) ? double.NaN : Math.Round(unit.Of(shown[i + 1])) - Math.Round(unit.Of(shown[i]));
            if (wh is >= 0 and <= int.MaxValue) // a register that goes back was changed: that quarter-hour is a gap
                values[i] = MeterValue.Measured((int)wh);
        }

        return values;
    }

    async Task<MeterValue[]> PoweredAsync(int signal, QuarterRange range, UnitConversion unit, CancellationToken stop)
    {
        var buckets = (await samples.BucketsAsync([signal], new(Quarters.Start(range.First), Quarters.Start(range.End)), new(Every), stop))[0];
        var values = new MeterValue[range.Count];
        foreach (var bucket in buckets)
        {
            var wh = unit.Of(bucket.TimeWeightedMean ?? double.NaN) / 4;
            if (Math.Abs(wh) <= int.MaxValue)
                values[(int)(bucket.Start / 900_000_000L) - range.First] = MeterValue.Measured((int)Math.Round(wh));
        }

        return values;
    }

    [LoggerMessage(7401, LogLevel.Warning, "The unit of {Path} ({Unit}) is no energy of a counter and no power: delivery point {Malo} gets nothing from it")]
    partial void LogUnit(string path, string unit, string malo);
}
