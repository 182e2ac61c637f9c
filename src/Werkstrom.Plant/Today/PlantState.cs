using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Signals;
using Werkstrom.Store.Live;

namespace Werkstrom.Plant.Today;

/// <summary>How the plant is now: from the catalogs and the last values in memory, nothing is read from disk.</summary>
sealed class PlantState(AssetCatalog assets, SignalCatalog catalog, SignalScope scope, LiveValues live, TimeProvider clock)
{
    /// <summary>Every signal of an asset and of those below it (0: of the plant), judged now.</summary>
    public IReadOnlyList<Judgement> Signals(int assetId)
    {
        var now = clock.GetUtcNow();
        return [.. scope.Below(assetId).Select(signal => Judgement.Of(signal, live, now))];
    }

    /// <summary>The signals of one asset itself.</summary>
    public IReadOnlyList<Judgement> Own(int assetId)
    {
        var now = clock.GetUtcNow();
        return [.. scope.Of(assetId).Select(signal => Judgement.Of(signal, live, now))];
    }

    /// <summary>Every asset with signals of its own or of parts that are no machines, the most pressing first.</summary>
    public IReadOnlyList<AssetState> Machines(IReadOnlyList<Judgement> all)
    {
        var byMachine = all.GroupBy(judged => Machine(judged.Signal.AssetId)).Where(own => own.Key is not null);
        return [.. byMachine.Select(own => Of(own.Key!, [.. own])).OrderByDescending(state => state.Worst >= Standing.Silent ? state.Worst : 0).ThenBy(state => state.Asset.Path, StringComparer.Ordinal)];
    }

    /// <summary>The state of one asset from its signals.</summary>
    public AssetState Of(Asset asset, IReadOnlyList<Judgement> signals) => new(
        asset, signals, StateText(signals), signals.Count == 0 ? Standing.Resting : signals.Max(judged => judged.Standing));

    // the asset itself, or the machine or meter that it is a part of
    Asset? Machine(int assetId)
    {
        if (!assets.TryGet(assetId, out var own))
            return null;
        for (var at = own; at is not null; at = at.ParentId is { } up && assets.TryGet(up, out var above) ? above : null)
        {
            if (at.Kind is AssetKinds.Machine or AssetKinds.Meter)
                return at;
        }
        return own;
    }

    string? StateText(IReadOnlyList<Judgement> signals)
    {
        var state = signals.Where(judged => judged.Signal.Kind == SignalKind.State && judged.Last is not null)
            .OrderByDescending(judged => judged.Signal.Name.Contains("state", StringComparison.OrdinalIgnoreCase)
                || judged.Signal.Name.Contains("status", StringComparison.OrdinalIgnoreCase)).FirstOrDefault();
        return state is null ? null : catalog.States(state.Signal.Id).GetValueOrDefault((int)state.Last!.Value);
    }
}

/// <summary>An asset, its signals, and how it is.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Signals">Its signals and those of its parts.</param>
/// <param name="State">The text of its state signal; null when it has none.</param>
/// <param name="Worst">The most pressing of its signals.</param>
sealed record AssetState(Asset Asset, IReadOnlyList<Judgement> Signals, string? State, Standing Worst)
{
    /// <summary>True when at least one of its signals sends.</summary>
    public bool IsOnline => Signals.Any(judged => judged.Standing is Standing.Good or Standing.Watch or Standing.Act);

    /// <summary>When one of its signals was last heard.</summary>
    public DateTimeOffset? LastAt => Signals.Max(judged => judged.At);

    /// <summary>The values that are worth a place: those beyond limits, then those with limits, then measurements.</summary>
    public IEnumerable<Judgement> Main(int count) => Signals
        .Where(judged => judged.Last is not null && judged.Signal.Kind is not SignalKind.State)
        .OrderByDescending(judged => judged.Standing).ThenByDescending(judged => judged.Signal.Limits != SignalLimits.None)
        .ThenBy(judged => judged.Signal.Kind).Take(count);
}
