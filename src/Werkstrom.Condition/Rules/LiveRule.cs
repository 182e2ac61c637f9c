namespace Werkstrom.Condition.Rules;

/// <summary>A rule at work on a subject, live: what outlives a restart.</summary>
/// <param name="rule">The rule as it was when this began.</param>
/// <param name="runner">At work.</param>
sealed class LiveRule(ConditionRule rule, RuleRunner runner)
{
    public ConditionRule Rule => rule;

    public RuleRunner Runner => runner;

    /// <summary>The units in which the signals were kept when this began. A unit that was corrected since means that the limit has to be looked at.</summary>
    public required IReadOnlyList<string> StoredUnits { get; init; }

    /// <summary>When the episode that lasts was noticed; null while there is none.</summary>
    public DateTimeOffset? OpenAt { get; set; }

    /// <summary>Why it does not speak although its rule is on; null while it does. It is kept, so that it is known what the limit was meant for.</summary>
    public RuleStop? Stop { get; set; }

    /// <summary>A signal whose unit was corrected since: the numbers stayed and mean something else.</summary>
    public RuleStop? Corrected() => runner.Subject.Inputs.Zip(StoredUnits).FirstOrDefault(pair => pair.First.Signal.StoredUnit != pair.Second) is ({ } input, { } before)
        ? new(input.Signal.Id, "stop.corrected", [input.Signal.ShownPath, RuleScope.Said(before), RuleScope.Said(input.Signal.StoredUnit)])
        : null;
}

/// <summary>What a live rule is known by.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Version">Of the rule.</param>
/// <param name="SignalId">The signal; 0 for a rule of terms.</param>
readonly record struct LiveKey(long RuleId, int Version, int SignalId)
{
    public static LiveKey Of(ConditionRule rule, RuleSubject subject) => new(rule.Id, rule.Version, subject.SignalId ?? 0);
}
