using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Life;

/// <summary>Time to a limit, for assets whose failures are not known: the signal with an alarm limit that will reach it first.</summary>
sealed class TrendTeller(PlantData plant)
{
    const int Points = 40;
    const int Days = 30;
    const int Usual = 24; // signals of an asset that are looked at
    static readonly TimeSpan Step = TimeSpan.FromHours(Days * 24 / Points);

    /// <summary>The forecast; null where no signal is on its way to its limit.</summary>
    public async Task<LifeForecast?> OfAsync(int assetId, DateTimeOffset now, CancellationToken stop)
    {
        var signals = plant.SensorsOf(assetId).Where(s => s.Limits.HighAlarm is not null || s.Limits.LowAlarm is not null).Take(Usual).ToArray();
        if (signals.Length == 0)
            return null;
        var last = now.AddTicks(-(now.UtcTicks % Step.Ticks));
        var grid = await plant.ReadAsync(signals, new(last - (Step * Points), last), Step, stop);
        return signals.Select((s, c) => Of(assetId, now, s, c, grid)).Where(f => f is not null).MinBy(f => f!.Middle);
    }

    static LifeForecast? Of(int assetId, DateTimeOffset now, Signal signal, int column, Grid grid)
    {
        double[] days = [.. grid.Rows.Select((_, r) => r * grid.Step.TotalDays)];
        double[] values = [.. grid.Rows.Select(r => r[column])];
        var found = new[] { signal.Limits.HighAlarm, signal.Limits.LowAlarm }.OfType<double>()
            .Select(limit => LimitTrend.Of(days, values, limit)).Where(t => t is not null).MinBy(t => t!.Value.Middle);
        if (found is not { } trend)
            return null;
        // the last point stands for the middle of its step
        var passed = (now - (grid.At(grid.Rows.Length - 1) + (grid.Step / 2))).TotalDays;
        LifeQuantile At(double failed, double left) => new(failed, Math.Max(0, left - passed));
        return new(assetId, now, LifeMethod.Trend, signal.Label, [At(0.05, trend.Lower), At(0.5, trend.Middle), At(0.95, trend.Upper)], 0.9, 0, null) { SignalId = signal.Id };
    }
}
