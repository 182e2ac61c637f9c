using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Energy.Series;

/// <summary>Signals of series that come a day at a time, such as prices of the exchange and the index.</summary>
sealed class DailySignals(AssetCatalog assets, SignalCatalog signals)
{
    /// <summary>News comes once a day: that a signal is silent is said after three days without.</summary>
    static readonly TimeSpan News = TimeSpan.FromDays(1);

    /// <summary>Finds a signal, or makes it with the areas above it.</summary>
    /// <exception cref="InvalidOperationException">It cannot be made.</exception>
    public async Task<Signal> EnsureAsync(string path, SignalKind kind, string unit, CancellationToken stop)
    {
        if (!signals.TryGet(path, out var signal))
        {
            // areas: what is not said to be something else is taken for a machine that should send
            await assets.EnsureAsync([.. Above(path).Select(above => (above, AssetKinds.Area))], stop);
            var made = await signals.EnsureAsync([new(path, kind, unit)], stop);
            signal = made[0].Signal ?? throw new InvalidOperationException($"{path}: {made[0].Reason}");
        }

        if (signal.ExpectedInterval is null)
            await signals.ChangeAsync(signal.Id, s => s with { ExpectedInterval = News }, stop);
        return signal;
    }

    // energy/market/DE-LU/day-ahead: energy, energy/market, energy/market/DE-LU
    static IEnumerable<string> Above(string path)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }
}
