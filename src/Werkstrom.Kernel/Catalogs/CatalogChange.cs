using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Kernel.Catalogs;

/// <summary>
/// What one transaction does to assets and signals. New ones carry provisional numbers below zero until it is saved;
/// <see cref="CatalogWriter.CommitAsync"/> gives them their own.
/// </summary>
sealed class CatalogChange
{
    /// <summary>New assets, parents first.</summary>
    public List<Asset> NewAssets { get; } = [];

    public List<Signal> NewSignals { get; } = [];

    /// <summary>New states of what a person changed; each goes through the audit.</summary>
    public List<Asset> EditedAssets { get; } = [];

    public List<Signal> EditedSignals { get; } = [];

    /// <summary>New states of what stands below and only gets another path, or another asset.</summary>
    public List<Asset> RepathedAssets { get; } = [];

    public List<Signal> RepathedSignals { get; } = [];

    public List<Asset> RemovedAssets { get; } = [];

    public List<(Signal From, Signal Into)> MergedSignals { get; } = [];

    public List<(Asset From, Asset Into)> MergedAssets { get; } = [];

    /// <summary>Texts of states that a merge brings along.</summary>
    public List<SignalState> NewStates { get; } = [];

    /// <summary>Former paths, as they were written, and where they lead now.</summary>
    public List<(string Path, int Id)> AssetAliases { get; } = [];

    public List<(string Path, int Id)> SignalAliases { get; } = [];

    /// <summary>Folded paths that are no longer aliases.</summary>
    public List<string> DroppedAssetAliases { get; } = [];

    public List<string> DroppedSignalAliases { get; } = [];

    /// <summary>True when sources made the new ones by sending: then the audit gets a summary, not one entry each.</summary>
    public bool IsBySources { get; init; }

    public bool IsEmpty => NewAssets.Count + NewSignals.Count + EditedAssets.Count + EditedSignals.Count + RepathedAssets.Count
        + RepathedSignals.Count + RemovedAssets.Count + MergedSignals.Count + MergedAssets.Count + AssetAliases.Count
        + SignalAliases.Count + DroppedAssetAliases.Count + DroppedSignalAliases.Count == 0;

    /// <summary>Replaces the provisional numbers.</summary>
    public void Number(int firstAsset, int firstSignal)
    {
        int AssetId(int id) => id < 0 ? firstAsset - 1 - id : id;
        int SignalId(int id) => id < 0 ? firstSignal - 1 - id : id;
        Replace(NewAssets, a => a with { Id = AssetId(a.Id), ParentId = a.ParentId is { } parent ? AssetId(parent) : null });
        Replace(NewSignals, s => s with { Id = SignalId(s.Id), AssetId = AssetId(s.AssetId) });
        Replace(SignalAliases, a => a with { Id = SignalId(a.Id) });
    }

    static void Replace<T>(List<T> list, Func<T, T> change)
    {
        for (var i = 0; i < list.Count; i++)
            list[i] = change(list[i]);
    }
}
