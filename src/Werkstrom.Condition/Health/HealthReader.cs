using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Health;

/// <summary>Reads minutes of assets, a day at a time and with pauses, so that others are not kept waiting.</summary>
sealed class HealthReader(PlantData plant, SampleQueries samples, SignalCatalog catalog, LiveValues live, TimeProvider time)
{
    static readonly TimeSpan Piece = TimeSpan.FromDays(1);

    /// <summary>The newest instant of any of these signals; null without samples.</summary>
    public DateTimeOffset? Last(HealthSignals signals) => signals.Sensors
        .Select(s => live.TryGet(s, out var value) ? Micros.ToInstant(value.Instant) : (DateTimeOffset?)null).Max();

    /// <summary>The minutes of an asset in a span that begins and ends at full minutes; from its first sample on.</summary>
    /// <returns>Null where there is no sample.</returns>
    public async Task<HealthRows?> ReadAsync(HealthSignals signals, DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        List<double[]> values = [];
        List<double> states = [];
        DateTimeOffset? first = null;
        var held = await StateAtAsync(signals.State, from, stop);
        for (var start = from; start < to; start += Piece)
        {
            var began = time.GetTimestamp();
            var grid = await plant.ReadAsync(Columns(signals), new(start, start + Piece < to ? start + Piece : to), HealthRows.Minute, stop);
            var skip = first is null ? Math.Max(0, Array.FindIndex(grid.Rows, r => Array.Exists(r[..signals.Sensors.Length], double.IsFinite))) : 0;
            if (first is null && !Array.Exists(grid.Rows, r => Array.Exists(r[..signals.Sensors.Length], double.IsFinite)))
                skip = grid.Rows.Length;
            else
                first ??= grid.At(skip);
            Take(grid.Rows, skip, signals, values, states, ref held);
            await Task.Delay(time.GetElapsedTime(began) / 2, time, stop); // two thirds of a core at most
        }

        return first is { } at ? new(at, [.. values], [.. states]) : null;
    }

    /// <summary>The signals as columns: sensors, then the state.</summary>
    public IReadOnlyList<Signal> Columns(HealthSignals signals) =>
        [.. signals.Sensors.Concat(signals.State is { } state ? [state] : Array.Empty<int>()).Select(id => catalog.TryGet(id, out var s) ? s : null).OfType<Signal>()];

    /// <summary>What an asset did at an instant; NaN where that is not known.</summary>
    public async Task<double> StateAtAsync(int? state, DateTimeOffset at, CancellationToken stop) =>
        state is { } id ? (await samples.AsOfAsync(id, [Micros.Of(at) - 1], TimeSpan.FromDays(7), stop))[0] : double.NaN;

    static void Take(double[][] rows, int skip, HealthSignals signals, List<double[]> values, List<double> states, ref double held)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (signals.State is not null && double.IsFinite(rows[i][^1]))
                held = rows[i][^1];
            if (i < skip)
                continue;
            values.Add(rows[i][..signals.Sensors.Length]);
            states.Add(held);
        }
    }
}
