namespace Werkstrom.Learning.Rules;

/// <summary>How rules are looked for.</summary>
public sealed record RuleOptions
{
    /// <summary>Rules at most; 1 to 20, default 4.</summary>
    public int Rules { get; init; } = 4;

    /// <summary>Events that a rule must say at least; from 1, default 5.</summary>
    public int Hits { get; init; } = 5;

    /// <summary>Least share of events among the rows that a rule says; above 0 to 1, default 0.7.</summary>
    public double Precision { get; init; } = 0.7;

    internal IEnumerable<string> Errors()
    {
        if (Rules is < 1 or > 20)
            yield return $"Rules: 1 to 20, not {Rules}";
        if (Hits < 1)
            yield return $"Hits: from 1, not {Hits}";
        if (Precision is not (> 0 and <= 1))
            yield return $"Precision: above 0 to 1, not {Precision}";
    }
}
