using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>A rule as it was read: which topics it is for, and what becomes of their payloads.</summary>
/// <param name="Filter">The topics.</param>
/// <param name="IsIgnored">True when nothing is stored of them, and nothing missed.</param>
/// <param name="Values">The values; none when ignored.</param>
/// <param name="Time">Where their instant stands; null for the time of arrival.</param>
/// <param name="Quality">Where their quality stands; null for good.</param>
sealed record TopicRule(TopicFilter Filter, bool IsIgnored, IReadOnlyList<RuleValue> Values, RuleTime? Time, JsonPath? Quality)
{
    /// <summary>Where it stands whether an asset is online; null when it does not.</summary>
    public RuleOnline? Online { get; init; }

    /// <summary>Path of the asset that stands for the group of Sparkplug edge nodes; null for a rule that is not about these.</summary>
    public SignalTemplate? Sparkplug { get; init; }
}

/// <summary>A value of a rule.</summary>
/// <param name="Path">Where it stands in the payload.</param>
/// <param name="Signal">Where it goes.</param>
/// <param name="Unit">UCUM code; empty to go by the ending of the signal's name.</param>
/// <param name="UnitPath">Where the payload says its unit; null when it does not.</param>
/// <param name="Kind">Kind of a new signal; null to go by the value and the ending of the name.</param>
/// <param name="Scale">What a number is multiplied by.</param>
/// <param name="Offset">What is added then.</param>
sealed record RuleValue(JsonPath Path, SignalTemplate Signal, string Unit, JsonPath? UnitPath, SignalKind? Kind, double Scale, double Offset)
{
    /// <summary>True when numbers are stored as they are sent.</summary>
    public bool IsPlain => Scale == 1 && Offset == 0;
}
