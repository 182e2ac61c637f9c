using System.Globalization;
using System.Text;
using Werkstrom.Energy.Meters;
using Werkstrom.Kernel.Files;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>What to bill.</summary>
/// <param name="From">First day.</param>
/// <param name="To">The first day after it.</param>
/// <param name="Kind">Bills, or corrections of what was sent; default bills.</param>
sealed record RunAsk(DateOnly From, DateOnly To, BillKind Kind = BillKind.Bill);

/// <summary>Why a bill is taken back.</summary>
sealed record CancelAsk(string? Reason);

/// <summary>A run, for programs.</summary>
sealed record RunView(
    long Id, BillKind Kind, RunState State, DateTimeOffset From, DateTimeOffset To, int Total, int Done, int Skipped, string Maker, string? Releaser, DateTimeOffset MadeAt,
    DateTimeOffset? ReleasedAt, long SeriesState, string? Fault, BillSums? Sums, IReadOnlyList<BillProblem>? Problems)
{
    public static RunView Of(BillRun run, BillSums? sums = null, IReadOnlyList<BillProblem>? problems = null) => new(
        run.Id, run.Kind, run.State, Quarters.Start(run.Range.First), Quarters.Start(run.Range.End), run.Total, run.Done, run.Skipped, run.MakerName, run.ReleaserName, run.MadeAt,
        run.ReleasedAt, run.SeriesState, run.Fault, sums, problems);
}

/// <summary>A bill, for programs; money in ct.</summary>
sealed record BillView(
    string Number, BillKind Kind, BillState State, string? Root, string Contract, string Customer, string Malo, string Tariff, DateTimeOffset From, DateTimeOffset To, long Wh,
    long Net, long Gross, long Before, long ToPay, DateTimeOffset? IssuedAt, DateOnly? Due, string? CancelledBy, string? Reason, long SeriesState, long MeterVersion, string Hash,
    IReadOnlyList<BillLine> Lines, IReadOnlyList<BillVat> Vat, IReadOnlyList<MonthWh> Months, IReadOnlyList<MeterShare> Ways, BillFacts Facts, IReadOnlyList<BillProblem> Problems)
{
    public static BillView Of(BillRow row)
    {
        var content = BillContent.Read(row.Content);
        return new(
            row.Number ?? FormattableString.Invariant($"draft-{row.Id}"), row.Kind, row.State, row.Root, row.Contract, row.Customer, row.Malo, row.Tariff, Quarters.Start(row.FirstQuarter),
            Quarters.Start(row.Range.End), row.Wh, row.Net, row.Gross, row.Before, row.ToPay, row.IssuedAt, row.DueDay is { } due ? DateOnly.FromDayNumber(due) : null, row.CancelledBy, row.Reason,
            row.SeriesState, row.MeterVersion, row.Hash, content.Lines, content.Vat, content.Months, content.Ways, BillContent.Read<BillFacts>(row.Facts),
            BillContent.Read<List<BillProblem>>(row.Problems));
    }
}

/// <summary>Bills as CSV: comma between, point as decimal mark, amounts in €.</summary>
static class BillCsv
{
    /// <summary>A row for each bill.</summary>
    public static string Of(IEnumerable<BillRow> bills)
    {
        StringBuilder text = new("number,kind,state,contract,customer,malo,tariff,from,to,kwh,net,gross,before,to_pay,due,hash\n");
        foreach (var bill in bills)
        {
            Row(text, bill.Number ?? "", bill.Kind, bill.State, bill.Contract, bill.Customer, bill.Malo, bill.Tariff, Stamp(bill.Range.First), Stamp(bill.Range.End), bill.Wh / 1_000m,
                Euro(bill.Net), Euro(bill.Gross), Euro(bill.Before), Euro(bill.ToPay), bill.DueDay is { } due ? DateOnly.FromDayNumber(due).ToString("O", null) : "", bill.Hash);
        }

        return text.ToString();
    }

    /// <summary>A row for each line, then VAT and sums.</summary>
    public static string Of(BillRow bill)
    {
        StringBuilder text = new("number,line,name,kind,from,to,kwh,days,micro_cents,amount,vat_percent,source,checked\n");
        var content = BillContent.Read(bill.Content);
        foreach (var (index, line) in content.Lines.Index())
        {
            Row(text, bill.Number ?? "", index + 1, line.Name, line.Kind, Stamp(line.Range.First), Stamp(line.Range.End), line.WattHours / 1_000m, line.Days, line.MicroCents,
                Euro(line.Cents), line.VatPercent, line.Source, line.IsChecked ? "yes" : "no");
        }

        foreach (var vat in content.Vat)
            Row(text, bill.Number ?? "", "", "VAT", "", "", "", "", "", "", Euro(vat.Cents), vat.Percent, "", "");
        Row(text, bill.Number ?? "", "", "total", "", "", "", "", "", "", Euro(bill.Gross), "", "", "");
        return text.ToString();
    }

    static void Row(StringBuilder text, params object[] cells) =>
        text.AppendJoin(',', cells.Select(c => CsvCell.Quoted(Convert.ToString(c, CultureInfo.InvariantCulture) ?? ""))).Append('\n');

    static string Stamp(int quarter) => Quarters.Start(quarter).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    static string Euro(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
