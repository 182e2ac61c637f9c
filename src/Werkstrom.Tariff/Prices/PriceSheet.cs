using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Prices;

/// <summary>The prices of one delivery point for some quarter-hours.</summary>
/// <param name="Range">Which.</param>
/// <param name="Rows">The components; net.</param>
/// <param name="Fees">The fees; net.</param>
/// <param name="Vat">The rates of VAT (%) with the quarter-hours of each.</param>
public sealed record PriceSheet(QuarterRange Range, IReadOnlyList<PriceRow> Rows, IReadOnlyList<FeeRow> Fees, IReadOnlyList<(decimal Percent, QuarterRange Range)> Vat)
{
    /// <summary>What a customer pays for a kWh of a quarter-hour, net, without what is fed in: 0.001 ct/kWh.</summary>
    public int Net(int quarter) => checked((int)Rows.Where(r => r.Kind != PartKind.FeedIn).Sum(r => (long)r.Prices[quarter - Range.First]));

    /// <summary>That with VAT, rounded half away from zero: for people and devices; a bill adds VAT to its sum.</summary>
    public int Gross(int quarter) => checked((int)Math.Round(
        Net(quarter) * (100 + Vat.First(v => v.Range.Contains(quarter)).Percent) / 100, MidpointRounding.AwayFromZero));
}

/// <summary>A component's prices.</summary>
/// <param name="Name">As on the bill.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Prices">0.001 ct/kWh, by the quarter-hour.</param>
/// <param name="Pieces">By which source they hold when: together all quarter-hours, in their order.</param>
public sealed record PriceRow(string Name, PartKind Kind, int[] Prices, IReadOnlyList<PricePiece> Pieces);

/// <summary>A fee.</summary>
/// <param name="Name">As on the bill.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Pieces">What holds when, in its order.</param>
/// <param name="IsReduction">It is taken off, and never more than what is paid for its kind.</param>
public sealed record FeeRow(string Name, PartKind Kind, IReadOnlyList<FeePiece> Pieces, bool IsReduction);

/// <summary>A fee for some time.</summary>
/// <param name="Range">The quarter-hours; a day counts when its first one is among them, so that nobody pays twice for the day of a move.</param>
/// <param name="PerYear">µct.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="IsChecked">False: a rate from memory or an example.</param>
public sealed record FeePiece(QuarterRange Range, long PerYear, string Source, bool IsChecked);
