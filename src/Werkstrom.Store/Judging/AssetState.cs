using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Store.Judging;

/// <summary>An asset, its signals, and how it is.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Signals">Its signals and those of its parts.</param>
/// <param name="State">The text of its state signal; null when it has none.</param>
/// <param name="IsOff">True when it says that it is off.</param>
/// <param name="Worst">The most pressing of its signals.</param>
public sealed record AssetState(Asset Asset, IReadOnlyList<Judgement> Signals, string? State, bool IsOff, Standing Worst)
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

    /// <summary>What it says that it does; null when it says nothing, or only that it is there: a stored "online" is what it said when it came, and what is declared now counts.</summary>
    public string? Said => State is not null && PresenceWords.Contains(State, StringComparer.OrdinalIgnoreCase) ? null : State;

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
