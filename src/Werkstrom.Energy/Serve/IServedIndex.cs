using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Serve;

/// <summary>What is known of the regions that have an index, for those who ask by postal code. The index itself is read from the book.</summary>
interface IServedIndex
{
    /// <summary>All regions.</summary>
    Task<IReadOnlyList<ServedRegion>> RegionsAsync(CancellationToken stop);

    /// <summary>What the index of some quarter-hours rests on: measured, or forecast for those that are to come; null where nothing is known.</summary>
    Task<IReadOnlyList<ServedQuarter?>> QuartersAsync(string region, QuarterRange range, CancellationToken stop);
}

/// <summary>A region that has an index.</summary>
/// <param name="Code">In names of series.</param>
/// <param name="Name">For people.</param>
/// <param name="Zone">The zone of the exchange it lies in.</param>
/// <param name="PostalCodes">Its postal codes with their weights in percent.</param>
sealed record ServedRegion(string Code, string Name, string Zone, IReadOnlyList<(string Code, int Percent)> PostalCodes);

/// <summary>What a quarter-hour of a region is made of.</summary>
/// <param name="Parts">Local renewable generation by technology, Wh; empty when it is not known.</param>
/// <param name="Coverage">How much of the load the region covers itself, millionths.</param>
/// <param name="Share">Renewable share of what is used, millionths.</param>
/// <param name="Carbon">CO₂ of what is used, g/kWh; null when there are no factors.</param>
sealed record ServedQuarter(IReadOnlyDictionary<string, long> Parts, int Coverage, int Share, int? Carbon);
