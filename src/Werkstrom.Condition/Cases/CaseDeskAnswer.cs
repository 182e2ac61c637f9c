namespace Werkstrom.Condition.Cases;

/// <summary>What became of the form that was sent, for the page that answers it.</summary>
sealed class CaseDeskAnswer
{
    /// <summary>What became of it; null when none was sent.</summary>
    public CaseAnswer? Last { get; set; }

    /// <summary>What is wrong with it, in the reader's language.</summary>
    public IReadOnlyList<string> Faults { get; set; } = [];
}
