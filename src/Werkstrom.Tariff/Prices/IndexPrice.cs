using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Prices;

/// <summary>A price that falls as the index rises: base − slope × (index − 50), never above the cap nor below the floor.</summary>
/// <param name="Index">0 to 100.</param>
/// <param name="Base">0.001 ct/kWh at an index of 50.</param>
/// <param name="Slope">0.001 ct/kWh for each point.</param>
/// <param name="Cap">The highest price; null: none.</param>
/// <param name="Floor">The lowest, which may be negative; null: none.</param>
public sealed record IndexPrice(QuarterSeries Index, int Base, int Slope, int? Cap = null, int? Floor = null) : PriceRule
{
    const int Middle = 50;

    /// <summary>The price at an index.</summary>
    /// <param name="index">0 to 100.</param>
    public int At(int index) => checked((int)Math.Max(Floor ?? long.MinValue, Math.Min(Cap ?? long.MaxValue, Base - ((long)Slope * (index - Middle)))));

    internal override IEnumerable<PricePiece> Draw(PriceScene scene, QuarterRange range, Span<int> prices)
    {
        var before = scene.Faults.Count;
        if (Floor > Cap)
            scene.Faults.Add(FormattableString.Invariant($"the floor ({Floor}) is above the cap ({Cap})"));
        if (IndexZones.Unfit(Index, range) is { } unfit)
            scene.Faults.Add(unfit);
        for (var i = 0; i < range.Count && scene.Faults.Count == before; i++)
            prices[i] = At(Index[range.First + i]!.Value);
        return [new(range, Index.Name, true, Index)];
    }
}

/// <summary>A price for each zone of the index, with thresholds that are fixed beforehand: the price of an hour does not depend on the hours around it.</summary>
/// <param name="Index">0 to 100.</param>
/// <param name="Thresholds">Rising. A threshold belongs to the zone above it: an index of 30 is at or above the threshold 30.</param>
/// <param name="Prices">0.001 ct/kWh; one more than thresholds, that of the lowest index first.</param>
public sealed record IndexZones(QuarterSeries Index, IReadOnlyList<int> Thresholds, IReadOnlyList<int> Prices) : PriceRule
{
    internal override IEnumerable<PricePiece> Draw(PriceScene scene, QuarterRange range, Span<int> prices)
    {
        var before = scene.Faults.Count;
        if (Prices.Count != Thresholds.Count + 1)
            scene.Faults.Add(FormattableString.Invariant($"{Thresholds.Count} thresholds make {Thresholds.Count + 1} zones; there are {Prices.Count} prices"));
        if (Thresholds.Zip(Thresholds.Skip(1)).Any(t => t.First >= t.Second))
            scene.Faults.Add($"thresholds must rise, not {string.Join(", ", Thresholds)}");
        if (Unfit(Index, range) is { } unfit)
            scene.Faults.Add(unfit);
        for (var i = 0; i < range.Count && scene.Faults.Count == before; i++)
            prices[i] = Prices[Thresholds.Count(t => Index[range.First + i] >= t)];
        return [new(range, Index.Name, true, Index)];
    }

    internal static string? Unfit(QuarterSeries index, QuarterRange range) =>
        index.Missing(range)
        ?? (Enumerable.Range(range.First, range.Count).Where(q => index[q] is < 0 or > 100).Take(1).ToList() is [var wrong]
            ? FormattableString.Invariant($"{index.Name}: an index is between 0 and 100, not {index[wrong]} at {Quarters.Start(wrong):yyyy-MM-ddTHH:mmZ}")
            : null);
}
