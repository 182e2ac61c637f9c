using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;
using Werkstrom.Store.Queries;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>
/// Quarter-hours of energy from a Signal. Of a counter (kWh, Wh) a quarter-hour is the difference of what it showed at both ends, no older than five minutes
/// then; of power (kW, W) its mean over time. What was silent stays a gap.
/// </summary>
sealed class SignalLoads(SampleQueries samples)
{
    static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15), Fresh = TimeSpan.FromMinutes(5);

    /// <summary>Whether a Signal's unit is one of what it is said to count.</summary>
    public static bool Fits(Signal signal, MeterSignal kind) => Ucum.TryConversion(signal.Unit, kind == MeterSignal.Counter ? "W.h" : "W", out _);

    /// <summary>Reads quarter-hours; all of them gaps when the unit does not fit.</summary>
    public async Task<MeterValue[]> ReadAsync(Signal signal, MeterSignal kind, QuarterRange range, CancellationToken stop)
    {
        if (range.Count == 0 || !Ucum.TryConversion(signal.Unit, kind == MeterSignal.Counter ? "W.h" : "W", out var unit))
            return new MeterValue[range.Count];
        return kind == MeterSignal.Counter ? await CountedAsync(signal.Id, range, unit, stop) : await PoweredAsync(signal.Id, range, unit, stop);
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
        var buckets = (await samples.BucketsAsync([signal], new(Quarters.Start(range.First), Quarters.Start(range.End)), new(Quarter), stop))[0];
        var values = new MeterValue[range.Count];
        foreach (var bucket in buckets)
        {
            var wh = unit.Of(bucket.TimeWeightedMean ?? double.NaN) / 4;
            if (Math.Abs(wh) <= int.MaxValue)
                values[(int)(bucket.Start / 900_000_000L) - range.First] = MeterValue.Measured((int)Math.Round(wh));
        }

        return values;
    }
}
