using System.Diagnostics.CodeAnalysis;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Live;
using Werkstrom.Twins.Alive;

namespace Werkstrom.Twins.Push;

/// <summary>Which element of which shell a signal is. Made anew when the tree or the signals changed.</summary>
sealed class PushedSignals(AssetCatalog assets, SignalCatalog signals, SignalScope scope, OperationalData data)
{
    Kept? _kept;

    /// <summary>The asset of a signal and the element with a sample; false for a signal that no shell has, like an archived one.</summary>
    public bool TryGet(LiveValue sample, [NotNullWhen(true)] out Asset? asset, [NotNullWhen(true)] out Property? element)
    {
        (asset, element) = (null, null);
        if (!Current().TryGetValue(sample.Signal, out var found))
            return false;
        (asset, element) = (found.Asset, data.With(found.Signal, found.Bare, sample));
        return true;
    }

    /// <summary>Numbers of the signals of an asset and those below it; of all assets when it is null.</summary>
    public int[] Below(int? asset) => [.. scope.Below(asset ?? 0).Select(s => s.Id)];

    /// <summary>Numbers of the signals of one asset itself.</summary>
    public int[] Of(int asset) => [.. scope.Of(asset).Select(s => s.Id)];

    Dictionary<int, (Asset Asset, Signal Signal, Property Bare)> Current()
    {
        var version = (assets.Version, signals.Version);
        if (Volatile.Read(ref _kept) is { } kept && kept.Version == version)
            return kept.Signals;
        Dictionary<int, (Asset Asset, Signal Signal, Property Bare)> fresh = [];
        foreach (var asset in assets.All)
        {
            foreach (var (signal, bare) in data.Signals(asset))
                fresh[signal.Id] = (asset, signal, bare);
        }

        Volatile.Write(ref _kept, new(version, fresh));
        return fresh;
    }

    sealed record Kept((long, long) Version, Dictionary<int, (Asset Asset, Signal Signal, Property Bare)> Signals);
}
