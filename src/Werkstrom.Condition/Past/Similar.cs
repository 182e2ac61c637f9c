using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Past;

/// <summary>How a past situation ended.</summary>
enum Ending
{
    /// <summary>A failure came.</summary>
    Failure,

    /// <summary>A person confirmed that there was something; no failure came.</summary>
    Confirmed,

    /// <summary>A person said that there was nothing.</summary>
    FalseAlarm,

    /// <summary>Nothing was recorded.</summary>
    Nothing,

    /// <summary>It is not over yet: too little time has passed since.</summary>
    Open,
}

/// <summary>A past situation that looked like the present one.</summary>
/// <param name="AssetId">The machine: the same, or one of its kind.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; not after the case's last sign.</param>
/// <param name="Likeness">Percent, 50 to 100: see <see cref="SimilarSearch"/>.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Failure">The failure that came; null when none did.</param>
/// <param name="Mode">Failure mode that a person gave when confirming; null when none.</param>
/// <param name="Lines">What each signal did, present and past.</param>
sealed record SimilarSituation(
    int AssetId, DateTimeOffset From, DateTimeOffset To, double Likeness, Ending Ending, KnownFailure? Failure, string? Mode, IReadOnlyList<SimilarLine> Lines)
{
    /// <summary>Days from its end to the failure; null when none came.</summary>
    public double? LeadDays => Failure is { } failure ? (failure.At - To).TotalDays : null;
}

/// <summary>One signal in the present and in a past situation, in the same steps.</summary>
/// <param name="Signal">The signal of the case.</param>
/// <param name="SignalThen">Number of the same-named signal of the machine of then.</param>
/// <param name="Now">Its values; NaN where one is missing.</param>
/// <param name="Then">Those of then.</param>
sealed record SimilarLine(Signal Signal, int SignalThen, double[] Now, double[] Then);

/// <summary>What the past says of a case.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Length">How long the stretches are that were compared; null when none were.</param>
/// <param name="HorizonDays">A failure within so many days counts as how it ended.</param>
/// <param name="LookedAt">How much of the past was looked at, days of all machines together.</param>
/// <param name="Machines">How many machines were looked at.</param>
/// <param name="Found">The most alike first; none overlaps another.</param>
/// <param name="Why">Why there is nothing; null when there is something.</param>
/// <param name="State">The state of the machine to which the comparison was kept; null: all time was compared.</param>
sealed record SimilarAnswer(
    CaseQuestion Question, TimeSpan? Length, double HorizonDays, double LookedAt, int Machines, IReadOnlyList<SimilarSituation> Found, NoAnswer? Why, string? State = null)
{
    /// <summary>Those whose ending is known: the n of every share.</summary>
    public IReadOnlyList<SimilarSituation> Known => [.. Found.Where(f => f.Ending != Ending.Open)];

    /// <summary>Those that a failure ended.</summary>
    public IReadOnlyList<SimilarSituation> Failed => [.. Found.Where(f => f.Ending == Ending.Failure)];
}

/// <summary>Why nothing can be said of similar situations.</summary>
enum NoAnswer
{
    /// <summary>No signal that measures shows the case.</summary>
    NoSignal,

    /// <summary>The signals have no samples in the time of the case.</summary>
    NoSamples,

    /// <summary>There is too little before the case to compare with.</summary>
    ShortHistory,

    /// <summary>What the signals do is within what is usual of them.</summary>
    NothingUnusual,

    /// <summary>It never looked like this.</summary>
    NothingAlike,
}
