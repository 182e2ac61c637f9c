using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>What the numbers of a series are.</summary>
public enum MarketUnit
{
    /// <summary>Price, 0.001 ct/kWh (1 €/MWh = 100).</summary>
    Price,

    /// <summary>Index, hundredths of a point.</summary>
    Index,

    /// <summary>Energy of a quarter-hour, kWh.</summary>
    Energy,
}

/// <summary>A series of a foreign text.</summary>
/// <param name="Name">What it is, as the text calls it.</param>
/// <param name="Unit">What its numbers are.</param>
/// <param name="Values">The value of each quarter-hour; hours and half-hours are spread over theirs.</param>
/// <param name="Gaps">Quarter-hours without a value: within what was asked for, else between the first and the last that the text speaks of.</param>
/// <param name="Steps">For how many quarter-hours a value of the text holds; more than one number where that changes.</param>
public sealed record MarketSeries(
    string Name, MarketUnit Unit, IReadOnlyDictionary<int, int> Values, IReadOnlyList<QuarterRange> Gaps, IReadOnlyList<int> Steps);

/// <summary>What a foreign text says: all that could be read of it, and all that is wrong with it.</summary>
/// <param name="Source">Whose text it is.</param>
/// <param name="Published">When it was made, where it says so.</param>
/// <param name="Series">Its series; empty when nothing could be read.</param>
/// <param name="Faults">What is wrong, with the line where there is one.</param>
public sealed record MarketAnswer(string Source, DateTimeOffset? Published, IReadOnlyList<MarketSeries> Series, IReadOnlyList<Fault> Faults)
{
    /// <summary>Whether every quarter-hour has its value and nothing is wrong.</summary>
    public bool IsComplete => Faults.Count == 0 && Series.Count > 0 && Series.All(s => s.Gaps.Count == 0 && s.Values.Count > 0);
}
