using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>A part of a line: of a month, of a day.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Wh">Energy.</param>
/// <param name="MicroCents">µct.</param>
sealed record ExplainedPart(DateOnly From, long Wh, long MicroCents);

/// <summary>What proves a day of a series.</summary>
/// <param name="Name">Which series.</param>
/// <param name="Version">Which version of the day.</param>
/// <param name="Source">Who said so.</param>
/// <param name="Published">When it was published, where that is known.</param>
/// <param name="Received">When it was kept.</param>
/// <param name="Jws">The signed day; null: it is not signed.</param>
sealed record ExplainedDay(string Name, int Version, string Source, DateTimeOffset? Published, DateTimeOffset Received, string? Jws);

/// <summary>A line taken apart.</summary>
/// <param name="Number">Of the bill.</param>
/// <param name="Index">Which line, from 0.</param>
/// <param name="Line">The line.</param>
/// <param name="Months">Its months: together its amount before rounding.</param>
/// <param name="Days">The days of the month of <paramref name="Day"/>.</param>
/// <param name="Day">The day that is shown by the quarter-hour.</param>
/// <param name="Quarters">Its quarter-hours.</param>
/// <param name="Ways">How the energy of each was determined.</param>
/// <param name="Proof">What the price follows that day; null: nothing.</param>
/// <param name="MeterVersion">Which version of the meter.</param>
/// <param name="SeriesState">Which state of prices, tariffs and rates.</param>
sealed record Explained(
    string Number, int Index, BillLine Line, IReadOnlyList<ExplainedPart> Months, IReadOnlyList<ExplainedPart> Days, DateOnly Day, IReadOnlyList<ExplainedQuarter> Quarters,
    IReadOnlyList<MeterWay> Ways, ExplainedDay? Proof, long MeterVersion, long SeriesState);

/// <summary>Takes lines of bills apart, down to their quarter-hours and the signed values that priced them; and computes bills again.</summary>
sealed class BillExplainer(ContractBook contracts, MeterValues values, BillPrices prices, SeriesBook series)
{
    /// <summary>A line of energy by month, by day and by quarter-hour.</summary>
    /// <param name="bill">The bill.</param>
    /// <param name="index">Which line, from 0.</param>
    /// <param name="day">Which day is shown by the quarter-hour; null: its first.</param>
    /// <returns>Null when there is no such line, or its contract is gone.</returns>
    public async Task<Explained?> LineAsync(BillRow bill, int index, DateOnly? day, CancellationToken stop)
    {
        var content = BillContent.Read(bill.Content);
        if (index < 0 || index >= content.Lines.Count || await contracts.FindAsync(bill.Contract, stop) is not { } contract)
            return null;
        var (line, sign) = (content.Lines[index], bill.Kind == BillKind.Cancellation ? -1 : 1);
        var shown = day is { } asked && GermanTime.Day(asked).Meet(line.Range).Count > 0 ? asked : GermanTime.Date(line.Range.First);
        if (line.Days > 0)
            return new(bill.Number ?? "", index, line, [], [], shown, [], [], null, bill.MeterVersion, bill.SeriesState);
        var load = await values.ReadAsync(bill.Malo, bill.Range, bill.MeterVersion, $"bill {bill.Number}, line {index + 1} explained", stop);
        var (_, frame) = await prices.DrawAsync(new(bill.Tariff, contract.Place, contract.Region, bill.Range, bill.SeriesState), stop);
        var all = frame.Explain(line, line.Kind == Werkstrom.Tariff.Prices.PartKind.FeedIn ? load.FedInWh : load.Wh);
        var (months, days) = Parts(all, line.Range, shown, sign);
        var range = GermanTime.Day(shown).Meet(line.Range);
        ExplainedQuarter[] quarters = [.. all.Skip(range.First - line.Range.First).Take(range.Count).Select(q => q with { WattHours = q.WattHours * sign, MicroCents = q.MicroCents * sign })];
        MeterWay[] ways = [.. quarters.Select(q => q.Quarter - bill.FirstQuarter).Select(i => MeteredLoad.WayOf(load.Taken[i], load.Sources[i]))];
        return new(bill.Number ?? "", index, line, months, days, shown, quarters, ways, await ProofAsync(line, shown, bill.SeriesState, stop), load.Version, bill.SeriesState);
    }

    /// <summary>Computes a bill again from what it kept: tariff, series, rates, version of the meter.</summary>
    /// <returns>Whether every bit is the same, the hash, and whether what is kept has its own hash (else somebody changed it); null when its contract is gone or it is a cancellation.</returns>
    public async Task<(bool IsSame, string Hash, bool IsWhole)?> AgainAsync(BillRow bill, CancellationToken stop)
    {
        if (bill.Kind == BillKind.Cancellation || await contracts.FindAsync(bill.Contract, stop) is not { } contract)
            return null;
        var load = await values.ReadAsync(bill.Malo, bill.Range, bill.MeterVersion, $"bill {bill.Number} computed again", stop);
        var (sheet, frame) = await prices.DrawAsync(new(bill.Tariff, contract.Place, contract.Region, bill.Range, bill.SeriesState), stop);
        var hash = BillContent.Hash(BillMaker.Content(sheet, frame, load).Write());
        var isWhole = BillContent.Hash(bill.Content) == bill.Hash;
        return (hash == bill.Hash && isWhole, hash, isWhole); // as computed again, and as it is kept
    }

    async Task<ExplainedDay?> ProofAsync(BillLine line, DateOnly day, long state, CancellationToken stop)
    {
        // the source of a line that follows a series begins with its name; in the place of what is missing stands the year before, or nothing that could be proved
        if (line.Source.Contains(PlanSeries.Replaced, StringComparison.Ordinal))
        {
            if (!line.Source.EndsWith("of the year before", StringComparison.Ordinal))
                return null;
            day = day.AddYears(-1);
        }

        var name = line.Source.Split(':')[0];
        return name.Contains('/', StringComparison.Ordinal) && (await series.DaysAsync(name, day, day, state, stop)).SingleOrDefault() is { } known
            ? new(known.Name, known.Version, known.Source, known.Published, known.Received, known.Seal) : null;
    }

    static (List<ExplainedPart> Months, List<ExplainedPart> Days) Parts(IReadOnlyList<ExplainedQuarter> quarters, QuarterRange range, DateOnly shown, int sign)
    {
        List<ExplainedPart> months = [], days = [];
        for (var day = GermanTime.Date(range.First); ; day = day.AddDays(1))
        {
            var own = GermanTime.Day(day).Meet(range);
            if (own.Count == 0)
                return (months, days);
            var (wh, cost) = (0L, 0L);
            for (var i = own.First - range.First; i < own.End - range.First; i++)
                (wh, cost) = (wh + (quarters[i].WattHours * sign), cost + (quarters[i].MicroCents * sign));
            if (day.Year == shown.Year && day.Month == shown.Month)
                days.Add(new(day, wh, cost));
            DateOnly month = new(day.Year, day.Month, 1);
            if (months.Count == 0 || months[^1].From != month)
                months.Add(new(month, 0, 0));
            months[^1] = new(month, months[^1].Wh + wh, months[^1].MicroCents + cost);
        }
    }
}
