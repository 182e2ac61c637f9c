using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Signals;
using Werkstrom.Store.Live;

namespace Werkstrom.Plant.Today;

/// <summary>How the plant is now: from the catalogs and the last values in memory, nothing is read from disk.</summary>
sealed class PlantState(AssetCatalog assets, SignalCatalog catalog, SignalScope scope, LiveValues live, Pulses pulses, OnlineState online, IAssetState states)
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

    static bool IsStateOfMachine(Signal signal) =>
        signal.Kind == SignalKind.State && StateNames.Any(word => signal.Name.Contains(word, StringComparison.OrdinalIgnoreCase));

    // what the machine says of itself: the signal that is named so, not just any word that is sent
    string? StateText(IEnumerable<Signal> signals)
    {
        foreach (var signal in signals)
        {
            if (IsStateOfMachine(signal) && live.TryGet(signal.Id, out var last))
                return catalog.States(signal.Id).GetValueOrDefault((int)last.Value);
        }
        return null;
    }
}

/// <summary>An asset, its signals, and how it is.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Signals">Its signals and those of its parts.</param>
/// <param name="State">The text of its state signal; null when it has none.</param>
/// <param name="IsOff">True when it says that it is off.</param>
/// <param name="Worst">The most pressing of its signals.</param>
sealed record AssetState(Asset Asset, IReadOnlyList<Judgement> Signals, string? State, bool IsOff, Standing Worst)
{
    static readonly string[] PresenceWords = ["online", "offline"];

    /// <summary>Whether it, or what it is a part of, says itself that it is online (a birth, a death, a will); null when nobody says anything.</summary>
    public bool? Declared { get; init; }

    /// <summary>Whether it is online, see <see cref="OnlineState.Of"/>.</summary>
    public bool? IsOnline { get; init; }

    /// <summary>What its open cases say.</summary>
    public AssetAlarm Alarm { get; init; }

    /// <summary>The most pressing of its signals and its cases.</summary>
    public Standing Pressing => Alarm switch
    {
        AssetAlarm.Act => Standing.Act,
        AssetAlarm.Watch when Worst < Standing.Watch => Standing.Watch,
        _ => Worst,
    };

    /// <summary>How it is in words: that it declared itself offline comes first, for then its state is one of before.</summary>
    public string Words(IStringLocalizer<PlantText> text)
    {
        // a stored "online" is what it said when it came, and may be one of before the start: what is declared now counts
        var state = State is not null && PresenceWords.Contains(State, StringComparer.OrdinalIgnoreCase) ? null : State;
        if (Declared == false)
            return state is null ? text["machine.away"] : $"{text["machine.away"]} · {state}";
        return state ?? text[IsOnline switch { true => "machine.online", false => "machine.offline", null => "machine.unknown" }];
    }

    /// <summary>
    /// True when somebody said what it is: by a kind, a name for people, limits, or a state that it sends itself. A column of states
    /// in a file says nothing: of a file no interval is learned.
    /// </summary>
    public bool IsKnown => Asset.Kind.Length > 0 || Asset.Title is not null || (State is not null && Signals.Any(judged => judged.Pulse.IsCurrent || judged.Learned is not null))
        || Signals.Any(judged => judged.Signal.Limits != SignalLimits.None);

    /// <summary>True for a site or an area of which nobody said more: it has values, as a zone of the market has a price, but is no machine.</summary>
    public bool IsPlace => Asset is { Kind: AssetKinds.Site or AssetKinds.Area, Title: null } && Signals.All(judged => judged.Signal.Limits == SignalLimits.None);

    /// <summary>When one of its signals was last heard.</summary>
    public DateTimeOffset? LastAt => Signals.Max(judged => judged.At);

    /// <summary>The values that are worth a place: those beyond limits, then those with limits, then measurements.</summary>
    public IEnumerable<Judgement> Main(int count) => Signals
        .Where(judged => judged.Last is not null && judged.Signal.Kind is not SignalKind.State)
        .OrderByDescending(judged => judged.Standing).ThenByDescending(judged => judged.Signal.Limits != SignalLimits.None)
        .ThenBy(judged => judged.Signal.Kind).Take(count);
}
