namespace Werkstrom.Condition.Past.Cost;

/// <summary>Where a figure comes from.</summary>
enum CostSource
{
    /// <summary>It is not known.</summary>
    Missing,

    /// <summary>A person set it at the asset.</summary>
    Set,

    /// <summary>A person set it at an asset above.</summary>
    Inherited,

    /// <summary>The median of what was recorded.</summary>
    Recorded,

    /// <summary>The configuration of the server says so for the whole plant.</summary>
    Configured,
}

/// <summary>A figure of which costs are made.</summary>
/// <param name="Value">In EUR or hours; NaN when it is not known.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="AssetId">The asset at which it was set; null for others.</param>
/// <param name="N">Of how many records it is the median; 0 for others.</param>
sealed record CostInput(double Value, CostSource Source, int? AssetId = null, int N = 0)
{
    /// <summary>Not known.</summary>
    public static CostInput Missing { get; } = new(double.NaN, CostSource.Missing);

    public bool IsKnown => Source != CostSource.Missing;
}

/// <summary>What standing still and mending cost a machine.</summary>
/// <param name="DowntimePerHour">EUR an hour.</param>
/// <param name="PlannedHours">How long it stands for planned work.</param>
/// <param name="UnplannedHours">How long it stands after a failure.</param>
/// <param name="PartCost">EUR.</param>
sealed record CostInputs(CostInput DowntimePerHour, CostInput PlannedHours, CostInput UnplannedHours, CostInput PartCost)
{
    /// <summary>By the name that the API and the form use.</summary>
    public IReadOnlyList<(string Name, CostInput Input)> All =>
        [("downtimePerHour", DowntimePerHour), ("plannedHours", PlannedHours), ("unplannedHours", UnplannedHours), ("partCost", PartCost)];

    /// <summary>The names of what is not known.</summary>
    public IReadOnlyList<string> Missing => [.. All.Where(a => !a.Input.IsKnown).Select(a => a.Name)];

    /// <summary>What acting costs when it is planned, EUR.</summary>
    public double Planned => (DowntimePerHour.Value * PlannedHours.Value) + PartCost.Value;

    /// <summary>What a failure costs, EUR.</summary>
    public double Failure => (DowntimePerHour.Value * UnplannedHours.Value) + PartCost.Value;
}
