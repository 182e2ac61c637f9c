using Werkstrom.Kernel.People;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Access;

/// <summary>
/// What topics a key may use. What a deny rule names is refused; where allow rules for publishing (or subscribing) stand, what none of
/// them names is refused, too. A subscription must lie wholly within one allow rule, and may not touch a deny rule.
/// </summary>
sealed class AccessRules
{
    /// <summary>Longest text of rules.</summary>
    public const int Longest = 20_000;

    readonly AccessRule[] _rules;

    AccessRules(IEnumerable<AccessRule> rules) => _rules = [.. rules];

    /// <summary>Nothing is refused.</summary>
    public static AccessRules None { get; } = new([]);

    /// <summary>Whether there is a rule that allows to subscribe.</summary>
    public bool AllowsSubscribing => Array.Exists(_rules, rule => rule is { Allows: true, Subscribe: true });

    /// <summary>Reads rules, one a line; empty lines do not count.</summary>
    /// <param name="text">The lines; null for none.</param>
    /// <param name="faults">Gets what is wrong.</param>
    public static AccessRules Parse(string? text, List<DeviceFault> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            return None;
        List<AccessRule> rules = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (AccessRule.Parse(line, out var fault) is { } rule)
                rules.Add(rule);
            else
                faults.Add(fault!);
        }

        return new(rules);
    }

    /// <summary>The rules with the names of a client.</summary>
    public AccessRules For(string clientId, string keyName)
    {
        if (!Array.Exists(_rules, rule => rule.Filter.Contains('%')))
            return this;
        // an allow rule that could not be filled allows nothing, but is a rule all the same
        return new(_rules.Select(rule => rule.For(clientId, keyName) ?? rule with { Filter = Nothing }));
    }

    /// <summary>May a client publish to a topic?</summary>
    public bool MayPublish(string topic) =>
        !Array.Exists(_rules, rule => rule is { Allows: false, Publish: true } && MqttFilter.Matches(rule.Filter, topic))
        && (!Array.Exists(_rules, rule => rule is { Allows: true, Publish: true })
            || Array.Exists(_rules, rule => rule is { Allows: true, Publish: true } && MqttFilter.Matches(rule.Filter, topic)));

    /// <summary>May a client subscribe to a filter (without share)?</summary>
    public bool MaySubscribe(string filter) =>
        !Array.Exists(_rules, rule => rule is { Allows: false, Subscribe: true } && MqttFilter.Overlaps(rule.Filter, filter))
        && (!Array.Exists(_rules, rule => rule is { Allows: true, Subscribe: true })
            || Array.Exists(_rules, rule => rule is { Allows: true, Subscribe: true } && MqttFilter.Covers(rule.Filter, filter)));

    // no topic has this: U+0000 is not allowed in one
    const string Nothing = "\0";
}
