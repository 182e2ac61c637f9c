namespace Werkstrom.Emulator.Works;

/// <summary>How a machine fails, and what the firm knows of mending it.</summary>
/// <param name="Name">What the failure is called.</param>
/// <param name="Mode">Code of the failure mode in the manner of ISO 14224.</param>
/// <param name="Part">What is replaced; null when nothing is.</param>
/// <param name="PartCost">What the part costs, EUR.</param>
/// <param name="Skill">Who can do it.</param>
/// <param name="Planned">The same work when it was planned; null when it never was.</param>
sealed record Weakness(Words Name, string Mode, Words? Part = null, double PartCost = 0, Words? Skill = null, PlannedWork? Planned = null)
{
    /// <summary>A failure of which nothing is known.</summary>
    public static Weakness Unknown { get; } = new(new("Störung", "Failure"), "UNK");
}

/// <summary>A part that is replaced before it fails, twice a year, on a Saturday after the shift.</summary>
/// <param name="Asset">Where: a machine of the same kind that is kept so, or the machine itself for a part like it.</param>
/// <param name="Part">What is replaced.</param>
/// <param name="Takes">How long it stands for it.</param>
sealed record PlannedWork(string Asset, Words Part, TimeSpan Takes);

/// <summary>The same words in both languages.</summary>
sealed record Words(string German, string English)
{
    /// <summary>In one of them.</summary>
    public string In(bool german) => german ? German : English;
}
