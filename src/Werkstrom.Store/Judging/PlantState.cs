using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Live;

namespace Werkstrom.Store.Judging;

/// <summary>How the plant is now: from the catalogs and the last values in memory, nothing is read from disk.</summary>
public sealed class PlantState(AssetCatalog assets, SignalCatalog catalog, SignalScope scope, LiveValues live, Pulses pulses, OnlineState online, IAssetState states)
{
    static readonly string[] OffWords = ["off", "aus", "switched off", "ausgeschaltet", "abgeschaltet"];

    static readonly string[] StateNames = ["state", "status", "mode", "zustand", "betriebsart"];

    /// <summary>One signal, judged now: a machine that says it is off does not alarm for want of pressure, speed or heat.</summary>
    public Judgement Judge(Signal signal)
    {
        var judged = Judgement.Of(signal, pulses.Of(signal));
        return judged.IsBelow && IsOff(signal.AssetId) ? judged with { Standing = Standing.Off, Limit = null } : judged;
    }

    /// <summary>Every signal of an asset and of those below it (0: of the plant), judged now.</summary>
    public IReadOnlyList<Judgement> Signals(int assetId) => [.. scope.Below(assetId).Select(Judge)];

    /// <summary>The signals of one asset itself.</summary>
    public IReadOnlyList<Judgement> Own(int assetId) => [.. scope.Of(assetId).Select(Judge)];

    /// <summary>Every asset with signals of its own or of parts that are no machines, the most pressing first. What has prices and forecasts only is no machine: a market, a tariff.</summary>
    public IReadOnlyList<AssetState> Machines(IReadOnlyList<Judgement> all)
    {
        var byMachine = all.GroupBy(judged => Machine(judged.Signal.AssetId)).Where(own => own.Key is not null);
        return [.. byMachine.Where(own => own.Any(judged => judged.Signal.Kind is not (SignalKind.Price or SignalKind.Forecast))).Select(own => Of(own.Key!, [.. own])).OrderByDescending(state => state.Pressing >= Standing.Silent ? state.Pressing : 0).ThenBy(state => state.Asset.Path, StringComparer.Ordinal)];
    }

    /// <summary>The state of one asset from its signals.</summary>
    public AssetState Of(Asset asset, IReadOnlyList<Judgement> signals)
    {
        var state = StateText(signals.Select(judged => judged.Signal));
        return new(asset, signals, state, IsOffWord(state), signals.Count == 0 ? Standing.Resting : signals.Max(judged => judged.Standing))
        {
            Declared = online.Declared(asset),
            IsOnline = online.Of(asset, signals.Any(judged => judged.IsLive)),
            Alarm = states.Of(asset.Id).Alarm,
        };
    }

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

    bool IsOff(int assetId) => Machine(assetId) is { } machine && IsOffWord(StateText(scope.Of(machine.Id)));

    static bool IsOffWord(string? text) => text is not null && OffWords.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Which of some signals says what the machine does: the one that is named so, not just any word that is sent; null when none does.</summary>
    public static Signal? StateSignal(IEnumerable<Signal> signals) =>
        signals.FirstOrDefault(signal => signal.Kind == SignalKind.State && Array.Exists(StateNames, word => signal.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    // of several the first that has sent
    string? StateText(IEnumerable<Signal> signals) =>
        StateSignal(signals.Where(signal => live.TryGet(signal.Id, out _))) is { } state && live.TryGet(state.Id, out var last)
            ? catalog.States(state.Id).GetValueOrDefault((int)last.Value)
            : null;
}
