using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Billing;

/// <summary>Lines of fees: a year's fee by its days, those of leap years and others exactly beside each other.</summary>
static class FeeLines
{
    const int Common = 365;
    const int Leap = 366;

    public static IEnumerable<BillLine> Of(PriceSheet sheet, FeeRow fee, int row)
    {
        foreach (var piece in fee.Pieces)
        {
            foreach (var (percent, range) in sheet.Vat.Select(v => (v.Percent, v.Range.Meet(piece.Range))).Where(v => v.Item2.Count > 0))
            {
                var (common, leap) = Days(range);
                if (common + leap == 0)
                    continue;
                var parts = (Int128)piece.PerYear * ((common * Leap) + (leap * Common)); // of 365 × 366
                yield return new(
                    row, fee.Name, fee.Kind, range, 0, common + leap, Rounding.Whole(parts, Common * Leap), Rounding.Cents(parts, Common * Leap), percent, piece.Source, piece.IsChecked);
            }
        }
    }

    /// <summary>A reduction is never more than what is paid for its kind: the rest is not paid out.</summary>
    public static void Cap(List<BillLine> lines, PriceSheet sheet)
    {
        bool Reduces(BillLine line) => line.Row >= sheet.Rows.Count && sheet.Fees[line.Row - sheet.Rows.Count].IsReduction;
        foreach (var kind in lines.Where(Reduces).Select(l => l.Kind).Distinct().ToList())
        {
            var left = Math.Max(0, lines.Where(l => l.Kind == kind && !Reduces(l)).Sum(l => l.Cents));
            for (var i = 0; i < lines.Count; i++)
            {
                if (lines[i].Kind != kind || !Reduces(lines[i]))
                    continue;
                if (-lines[i].Cents > left)
                    lines[i] = lines[i] with { Cents = -left, IsCapped = true };
                left += lines[i].Cents;
            }
        }
    }

    /// <summary>Days whose first quarter-hour is in a range, of common and of leap years.</summary>
    static (int Common, int Leap) Days(QuarterRange range)
    {
        var (common, leap) = (0, 0);
        for (var day = GermanTime.Date(range.First); GermanTime.Day(day).First < range.End; day = day.AddDays(1))
        {
            if (GermanTime.Day(day).First < range.First)
                continue;
            if (DateTime.IsLeapYear(day.Year))
                leap++;
            else
                common++;
        }

        return (common, leap);
    }
}
