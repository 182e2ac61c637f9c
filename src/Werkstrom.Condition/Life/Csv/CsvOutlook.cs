using Werkstrom.Learning.Remaining;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>How long a unit of a file will last.</summary>
/// <param name="Unit">As the file names it.</param>
/// <param name="Age">It has lived so long, in the unit of the time column; days for dates.</param>
/// <param name="At">When it was seen last: the stamp of its last row, in the unit of the time column, seconds since 1970 for dates.</param>
/// <param name="Remaining">What is likely, same unit as the age; null when it cannot be said.</param>
/// <param name="Lower">The truth is rarely below.</param>
/// <param name="Upper">The truth is rarely above.</param>
/// <param name="State">How it is.</param>
/// <param name="Drivers">The three signals that say most.</param>
/// <param name="Doubts">Why nothing is said.</param>
sealed record CsvOutlook(
    string Unit, double Age, double At, double? Remaining, double? Lower, double? Upper, LifeState State, IReadOnlyList<CsvDriver> Drivers, IReadOnlyList<CsvFault> Doubts)
{
    /// <summary>What would have been said of it before, oldest first, the last now; empty without a model.</summary>
    public IReadOnlyList<CsvPast> Course { get; init; } = [];
}

/// <summary>What would have been said of a unit at an age, with nothing but what was known then; all in the unit of the age.</summary>
/// <param name="Age">It had lived so long.</param>
/// <param name="Remaining">What was likely.</param>
/// <param name="Lower">Lower bound.</param>
/// <param name="Upper">Upper bound.</param>
sealed record CsvPast(double Age, double Remaining, double Lower, double Upper);

/// <summary>How a unit is.</summary>
enum LifeState
{
    /// <summary>No wear is to be seen: it lasts at least about as long as said.</summary>
    Healthy,

    /// <summary>Wear is to be seen.</summary>
    Wears,

    /// <summary>By its age alone.</summary>
    ByAge,

    /// <summary>Nothing can be said.</summary>
    Unknown,
}

/// <summary>How one signal moved a prediction.</summary>
/// <param name="Signal">Its column; <c>age</c> for the age.</param>
/// <param name="Effect">By how much, in the unit of the age; below 0: shorter.</param>
/// <param name="Change">How the signal moved since the start of the life, in standard deviations; NaN for the age.</param>
sealed record CsvDriver(string Signal, double Effect, double Change);

/// <summary>What was found in files, and what follows from it.</summary>
/// <param name="Notes">What was found, sentence by sentence.</param>
/// <param name="Model">The model; null when none could be learned.</param>
/// <param name="ByDates">The life by dates alone, when that is all there is.</param>
/// <param name="Units">The units that were asked about.</param>
/// <param name="TimeUnit">Name of the unit of times: of the column, or d for dates.</param>
/// <param name="IsDate">Whether times are dates.</param>
sealed record CsvResult(
    IReadOnlyList<CsvFault> Notes, LifeModelFile? Model, PartLife? ByDates, IReadOnlyList<CsvOutlook> Units, string TimeUnit, bool IsDate)
{
    /// <summary>The model card; null when no model could be learned.</summary>
    public RemainingLifeCard? Card => Model?.Model.Card;
}
