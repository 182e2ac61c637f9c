using Werkstrom.Ui;

namespace Werkstrom.Condition.Cases;

/// <summary>What a failure is called that nobody gave a name: by its failure mode, in the language of the house. The title of a case or an order says what was seen or done, not what failed.</summary>
sealed class FailureNames(HouseLanguage house)
{
    const string Unknown = "UNK", Other = "OTH";

    /// <summary>The name.</summary>
    /// <param name="said">What a person called it; null or empty for nothing.</param>
    /// <param name="mode">Code of the failure mode; null when not known.</param>
    /// <param name="title">What to take where the mode says nothing.</param>
    public string Of(string? said, string? mode, string title) =>
        said is { Length: > 0 } ? said : mode is null or "" or Unknown or Other ? title : house.Say(() => FailureModeWords.Of(mode));
}
