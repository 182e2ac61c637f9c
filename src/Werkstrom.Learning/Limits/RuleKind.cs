namespace Werkstrom.Learning.Limits;

/// <summary>What a rule of a person's own looks for.</summary>
public enum RuleKind
{
    /// <summary>The value is above the limit.</summary>
    Above = 0,

    /// <summary>The value is below the limit.</summary>
    Below = 1,

    /// <summary>The value has risen by more than the limit within the window.</summary>
    Rise = 2,

    /// <summary>The value has fallen by more than the limit within the window.</summary>
    Fall = 3,

    /// <summary>No value has come for longer than the window.</summary>
    NoData = 4,
}
