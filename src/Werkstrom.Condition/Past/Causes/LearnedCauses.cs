using Werkstrom.Learning.Rules;

namespace Werkstrom.Condition.Past.Causes;

/// <summary>Why no rule can be learned, or none is told.</summary>
enum NoCause
{
    /// <summary>It happened too seldom.</summary>
    FewEvents,

    /// <summary>There is too little time without it.</summary>
    FewHealthy,

    /// <summary>No signal measures anything then.</summary>
    NoSignals,

    /// <summary>No short rule is sure enough.</summary>
    NoRule,

    /// <summary>The rules that were found did not hold for what they had not seen.</summary>
    NotConfirmed,
}

/// <summary>How rules did on rows that they were not learned from.</summary>
/// <param name="Hits">Occurrences that they said.</param>
/// <param name="Missed">Occurrences that they did not.</param>
/// <param name="False">Rows without event that they said.</param>
/// <param name="Healthy">Rows without event.</param>
sealed record CauseCheck(int Hits, int Missed, int False, int Healthy)
{
    /// <summary>Share of occurrences that they said, 0 to 1.</summary>
    public double Recall => Hits + Missed == 0 ? 0 : (double)Hits / (Hits + Missed);

    /// <summary>Share of rows without event that they said, 0 to 1.</summary>
    public double FalseShare => Healthy == 0 ? 0 : (double)False / Healthy;
}

/// <summary>The rules that were learned for one kind of event.</summary>
/// <param name="Table">What they were learned from.</param>
/// <param name="Rules">The rules; empty where none is told.</param>
/// <param name="Check">How they did out of fold; null when it was not checked.</param>
/// <param name="Why">Why there are none; null when there are.</param>
sealed record LearnedCauses(CauseTable Table, IReadOnlyList<Rule> Rules, CauseCheck? Check, NoCause? Why);
