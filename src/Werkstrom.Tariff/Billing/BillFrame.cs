using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Pricing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Billing;

/// <summary>
/// Bills by one price sheet: made once, used for every customer who has it. Its quarter-hours are cut where a price's source, the VAT or the month changes;
/// the kernel sums each stretch exactly, and a line is the sum of its stretches, rounded once.
/// </summary>
public sealed class BillFrame
{
    readonly PriceSheet _sheet;
    readonly List<QuarterRange> _stretches;
    readonly PackedPrices? _taken;
    readonly PackedPrices? _fedIn;

    /// <summary>Prepares bills.</summary>
    /// <param name="sheet">The prices.</param>
    public BillFrame(PriceSheet sheet)
    {
        _sheet = sheet;
        _stretches = Cut(sheet);
        _taken = Packed(sheet.Rows.Where(r => r.Kind != PartKind.FeedIn));
        _fedIn = Packed(sheet.Rows.Where(r => r.Kind == PartKind.FeedIn));
    }

    /// <summary>Makes a bill.</summary>
    /// <param name="taken">Wh of each quarter-hour that was taken from the grid.</param>
    /// <param name="fedIn">Wh of each that was fed in; only where the sheet has a price for it.</param>
    /// <param name="isFedInTaxed">Whether who feeds in is a business that charges VAT; default: no (§ 19 UStG).</param>
    /// <exception cref="ArgumentException">The energy does not fit the sheet.</exception>
    /// <exception cref="OverflowException">A sum is beyond 64 bits.</exception>
    public Bill Of(ReadOnlySpan<int> taken, ReadOnlySpan<int> fedIn = default, bool isFedInTaxed = false)
    {
        Check(taken.Length, _taken is not null || fedIn.Length == 0, nameof(taken));
        Check(fedIn.Length, _fedIn is not null, nameof(fedIn));
        var (sums, fed) = (Sums(_taken, taken), Sums(_fedIn, fedIn));
        List<BillLine> lines = [];
        int own = 0, credit = 0;
        for (var row = 0; row < _sheet.Rows.Count; row++)
        {
            var isFed = _sheet.Rows[row].Kind == PartKind.FeedIn;
            lines.AddRange(Lines(row, isFed ? fed : sums, isFed ? ++credit : ++own, !isFed || isFedInTaxed));
        }

        lines.AddRange(_sheet.Fees.SelectMany((fee, i) => FeeLines.Of(_sheet, fee, _sheet.Rows.Count + i)));
        FeeLines.Cap(lines, _sheet);
        lines = [.. lines.OrderBy(l => l.Kind).ThenBy(l => l.Row).ThenBy(l => l.Range.First)];
        return new(_sheet.Range, lines, Vat(lines), Months(sums));
    }

    /// <summary>The quarter-hours of a line: their amounts are together its amount before rounding. A fee has none.</summary>
    /// <param name="line">Of a bill by this sheet.</param>
    /// <param name="loads">The energy of which the bill was made: taken, or for a line of feed-in fed in.</param>
    public IReadOnlyList<ExplainedQuarter> Explain(BillLine line, IReadOnlyList<int> loads)
    {
        if (line.Row >= _sheet.Rows.Count)
            return [];
        Check(loads.Count, true, nameof(loads));
        var row = _sheet.Rows[line.Row];
        var sign = row.Kind == PartKind.FeedIn ? -1 : 1;
        var signal = row.Pieces.First(p => p.Range.Contains(line.Range.First)).Signal;
        return [.. Enumerable.Range(line.Range.First, line.Range.Count).Select(quarter =>
        {
            var (load, price) = (loads[quarter - _sheet.Range.First], row.Prices[quarter - _sheet.Range.First]);
            return new ExplainedQuarter(quarter, load, price, (long)load * price * sign, signal?[quarter]);
        })];
    }

    IEnumerable<BillLine> Lines(int index, long[] sums, int column, bool isTaxed)
    {
        var row = _sheet.Rows[index];
        var (sign, width) = (row.Kind == PartKind.FeedIn ? -1 : 1, sums.Length / Math.Max(1, _stretches.Count));
        foreach (var piece in row.Pieces)
        {
            foreach (var (percent, range) in _sheet.Vat.Select(v => (v.Percent, v.Range.Meet(piece.Range))).Where(v => v.Item2.Count > 0))
            {
                var own = _stretches.Select((s, i) => (Range: s, At: i * width)).Where(s => range.Contains(s.Range.First)).ToList();
                var (energy, exact) = (own.Sum(s => sums[s.At]), sign * own.Sum(s => sums[s.At + column]));
                yield return new(index, row.Name, row.Kind, range, energy, 0, exact, Rounding.Cents(exact), isTaxed ? percent : 0, piece.Source, piece.IsChecked);
            }
        }
    }

    static List<BillVat> Vat(List<BillLine> lines) =>
        [.. lines.GroupBy(l => l.VatPercent).Where(g => g.Key != 0).OrderBy(g => g.Key).Select(g => (Percent: g.Key, Net: g.Sum(l => l.Cents)))
            .Select(g => new BillVat(g.Percent, g.Net, (long)Math.Round(g.Net * g.Percent / 100, MidpointRounding.AwayFromZero)))];

    List<(DateOnly, long)> Months(long[] sums)
    {
        var width = sums.Length / _stretches.Count;
        return width == 0 ? [] : [.. _stretches.Select((s, i) => (Day: GermanTime.Date(s.First), Energy: sums[i * width]))
            .GroupBy(s => new DateOnly(s.Day.Year, s.Day.Month, 1)).Select(g => (g.Key, g.Sum(s => s.Energy)))];
    }

    static long[] Sums(PackedPrices? prices, ReadOnlySpan<int> loads)
    {
        if (prices is null)
            return [];
        var sums = new long[prices.Sums];
        PriceKernel.Sum(prices, loads, sums);
        return sums;
    }

    PackedPrices? Packed(IEnumerable<PriceRow> rows) => rows.Select(r => r.Prices).ToList() is { Count: > 0 } all ? new(all, [.. _stretches.Select(s => s.Count)]) : null;

    void Check(int count, bool isPriced, string name)
    {
        var expected = isPriced ? _sheet.Range.Count : 0;
        if (count != expected)
            throw new ArgumentException(FormattableString.Invariant($"The sheet has {expected} quarter-hours with a price for it; there are {count} with energy."), name);
    }

    static List<QuarterRange> Cut(PriceSheet sheet)
    {
        SortedSet<int> ends = [sheet.Range.End];
        foreach (var range in sheet.Rows.SelectMany(r => r.Pieces.Select(p => p.Range)).Concat(sheet.Vat.Select(v => v.Range)))
            ends.Add(range.End);
        for (var day = GermanTime.Date(sheet.Range.First); GermanTime.Month(day.Year, day.Month).End is var end && end < sheet.Range.End; day = day.AddMonths(1))
            ends.Add(end);
        List<QuarterRange> stretches = [];
        var first = sheet.Range.First;
        foreach (var end in ends)
        {
            stretches.Add(new(first, end - first));
            first = end;
        }

        return stretches;
    }
}
