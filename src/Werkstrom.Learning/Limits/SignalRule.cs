namespace Werkstrom.Learning.Limits;

/// <summary>One rule about one signal, as a person wrote it.</summary>
public sealed record SignalRule
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Makes a rule.</summary>
    /// <param name="kind">What it looks for.</param>
    /// <param name="limit">In the unit of the signal; above 0 for Rise and Fall; without meaning for NoData.</param>
    /// <param name="release">
    /// From where on it is over: at or below it for Above, Rise and Fall, at or above it for Below. Null: the limit itself, without
    /// hysteresis.
    /// </param>
    /// <param name="lasting">How long it has to hold without a break before it counts, 0 (default) to 366 days.</param>
    /// <param name="window">For Rise, Fall and NoData: above 0, 366 days at most.</param>
    /// <exception cref="ArgumentException">Something is impossible; the message names everything that is.</exception>
    public SignalRule(RuleKind kind, double limit = 0, double? release = null, TimeSpan lasting = default, TimeSpan window = default)
    {
        (Kind, Limit, Release, Lasting, Window) = (kind, limit, release ?? limit, lasting, window);
        Faults.Throw([.. Wrong()], nameof(kind));
    }

    /// <summary>What it looks for.</summary>
    public RuleKind Kind { get; }

    /// <summary>In the unit of the signal.</summary>
    public double Limit { get; }

    /// <summary>From where on it is over, in the unit of the signal.</summary>
    public double Release { get; }

    /// <summary>How long it has to hold before it counts.</summary>
    public TimeSpan Lasting { get; }

    /// <summary>Within which time the value rises or falls, or may be silent.</summary>
    public TimeSpan Window { get; }

    IEnumerable<string> Wrong()
    {
        if (!Enum.IsDefined(Kind))
            yield return $"kind: {Kind} is none";
        if (!double.IsFinite(Limit))
            yield return "limit: a finite number is needed";
        if (!double.IsFinite(Release))
            yield return "release: a finite number is needed";
        if (Kind is RuleKind.Rise or RuleKind.Fall && Limit <= 0)
            yield return "limit: a rise or fall is above 0";
        if (Kind == RuleKind.Below ? Release < Limit : Release > Limit)
            yield return Kind == RuleKind.Below ? "release: not below the limit" : "release: not above the limit";
        if (Lasting < TimeSpan.Zero || Lasting > Longest)
            yield return "lasting: from 0 to 366 days";
        if (Kind is RuleKind.Rise or RuleKind.Fall or RuleKind.NoData && (Window <= TimeSpan.Zero || Window > Longest))
            yield return "window: above 0, and 366 days at most";
        if (Kind == RuleKind.NoData && Lasting != TimeSpan.Zero)
            yield return "lasting: without meaning where there are no data; the window says how long";
    }
}
