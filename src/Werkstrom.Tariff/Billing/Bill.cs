using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Billing;

/// <summary>One line of a bill, rounded once.</summary>
/// <param name="Row">Which row of the price sheet, from 0; fees count after the components.</param>
/// <param name="Name">Of the component or fee.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Range">The quarter-hours.</param>
/// <param name="WattHours">Energy; 0 for a fee.</param>
/// <param name="Days">Days of a fee; 0 for energy.</param>
/// <param name="MicroCents">µct before rounding; exact for energy, for a fee to the µct (its cents come from the fraction).</param>
/// <param name="Cents">Net; below 0: for the customer.</param>
/// <param name="VatPercent">0 for what is fed in by who is no business.</param>
/// <param name="Source">Where the price comes from.</param>
/// <param name="IsChecked">False: its price is from memory or an example and must be checked before the bill is sent.</param>
/// <param name="IsCapped">A reduction that would have been more than what it is taken off from.</param>
public sealed record BillLine(
    int Row, string Name, PartKind Kind, QuarterRange Range, long WattHours, int Days, long MicroCents, long Cents, decimal VatPercent, string Source,
    bool IsChecked, bool IsCapped = false);

/// <summary>VAT of all lines with one rate.</summary>
/// <param name="Percent">The rate.</param>
/// <param name="Net">Sum of the lines, ct.</param>
/// <param name="Cents">VAT on that sum, rounded once.</param>
public sealed record BillVat(decimal Percent, long Net, long Cents);

/// <summary>A bill in numbers.</summary>
/// <param name="Range">Its quarter-hours.</param>
/// <param name="Lines">In the order of a bill.</param>
/// <param name="Vat">By rate.</param>
/// <param name="Months">Wh that were taken, by calendar month (1 January stands for all of January).</param>
public sealed record Bill(QuarterRange Range, IReadOnlyList<BillLine> Lines, IReadOnlyList<BillVat> Vat, IReadOnlyList<(DateOnly Month, long WattHours)> Months)
{
    /// <summary>Net, ct.</summary>
    public long Net => Lines.Sum(l => l.Cents);

    /// <summary>With VAT, ct; below 0: to be paid to the customer.</summary>
    public long Gross => Net + Vat.Sum(v => v.Cents);
}

/// <summary>A quarter-hour of a line.</summary>
/// <param name="Quarter">Which.</param>
/// <param name="WattHours">Energy.</param>
/// <param name="Price">0.001 ct/kWh.</param>
/// <param name="MicroCents">Their product; below 0: for the customer.</param>
/// <param name="Signal">Price of the exchange or index that the price follows; null: it follows none.</param>
public readonly record struct ExplainedQuarter(int Quarter, int WattHours, int Price, long MicroCents, int? Signal);
