using Werkstrom.Condition.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Watching;

/// <summary>
/// The sensitivity of an asset shared among its signals: ten signals that each speak now and then would speak ten times as often as one. With
/// twice the signals each is half a step less sensitive, so that an asset speaks about as often whatever number of signals it has.
/// </summary>
sealed class SharedSensitivity(AssetSettings settings, SignalCatalog catalog)
{
    const double ForTwice = 0.5;

    (long Catalog, Dictionary<int, int> Signals) _counted = (-1, []);

    /// <summary>The sensitivity of the watch of one signal, 0 to 10.</summary>
    public double Of(Signal signal) => Of(signal, settings.Sensitivity(signal.AssetId));

    /// <summary>The same, for a sensitivity of its asset that is tried.</summary>
    public double Of(Signal signal, double ofAsset) =>
        Math.Clamp(ofAsset - (ForTwice * Math.Log2(Math.Max(1, Counts().GetValueOrDefault(signal.AssetId)))), 0, 10);

    Dictionary<int, int> Counts()
    {
        var (version, counted) = _counted;
        if (version == catalog.Version)
            return counted;
        version = catalog.Version;
        counted = catalog.All.Where(s => !Plant.PlantData.IsOwn(s)).GroupBy(s => s.AssetId).ToDictionary(g => g.Key, g => g.Count());
        _counted = (version, counted);
        return counted;
    }
}
