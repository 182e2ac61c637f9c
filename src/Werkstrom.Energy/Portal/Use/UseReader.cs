using Microsoft.Extensions.Options;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Use;

/// <summary>Reads what a contract used, what it cost, and what it would have cost by a tariff with one price.</summary>
sealed class UseReader(Myself myself, MeterValues values, TariffBook tariffs, TariffDraw draw, RegionCarbon carbon, IOptions<PortalOptions> options, TimeProvider clock)
{
    const int Months = 12;

    /// <summary>What the audit says the values were read for.</summary>
    public const string Purpose = "the customer's own page";

    /// <summary>Reads it.</summary>
    /// <param name="shown">A day of the month that is seen by the day; null: the newest with values.</param>
    /// <param name="hasDays">Whether days may be shown.</param>
    public async Task<UseView> ReadAsync(Contract contract, DateOnly? shown, bool hasDays, CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(clock.GetUtcNow()));
        DateOnly last = new(today.Year, today.Month, 1), first = last.AddMonths(1 - Months);
        if (shown is { } asked && new DateOnly(asked.Year, asked.Month, 1) is var own && (own < first || own > last))
            (first, last) = own > last ? (first, last) : (own, own.AddMonths(Months - 1));
        var range = myself.Readable(contract, GermanTime.Between(first, last.AddMonths(1) < today ? last.AddMonths(1) : today));
        if (range.Count == 0)
            return new([], last, [], null, false, false);
        MeteredLoad load;
        try
        {
            load = await values.ReadAsync(contract.Malo, range, null, Purpose, stop);
        }
        catch (InvalidDataException)
        {
            return new([], last, [], null, false, true);
        }

        var flat = await FlatAsync(stop);
        var (isOwn, tariff) = (flat?.Key == contract.Tariff, (await tariffs.FindAsync(contract.Tariff, null, stop))?.Read());
        List<UseMonth> months = [];
        List<UseDay> days = [];
        var seen = shown is { } day ? new DateOnly(day.Year, day.Month, 1) : Newest(load);
        foreach (var (month, part) in Parts(range))
        {
            var wh = load.Wh.AsSpan(part.First - range.First, part.Count).ToArray();
            var sheet = tariff is null ? null : await SheetAsync(tariff, contract, part, stop);
            var other = flat is null || isOwn ? null : await SheetAsync(flat.Value.Definition, contract, part, stop);
            var (grams, known) = await CarbonAsync(contract.Region, month, part, wh, stop);
            var missing = load.Taken.Skip(part.First - range.First).Take(part.Count).Count(v => v.Origin == ValueOrigin.Missing);
            months.Add(new(month, wh.Sum(w => (long)w), missing, part.Count, Cents(sheet, wh), Cents(other, wh), grams, known));
            if (hasDays && month == seen)
                days = Days(load, part, sheet);
        }

        months.Reverse();
        return new(months, seen, days, isOwn ? null : flat?.Definition.Name, isOwn, false, range.End == GermanTime.Day(today).First);
    }

    /// <summary>The tariff that costs are compared with: the one of the settings, else the first whose price does not change by the hour; null: there is none.</summary>
    public async Task<(string Key, TariffDefinition Definition)?> FlatAsync(CancellationToken stop)
    {
        var all = (await tariffs.AllAsync(stop)).Where(t => !t.IsRetired).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, Definition: t.Read())).ToList();
        var at = options.Value.CompareWith is { Length: > 0 } key
            ? all.FindIndex(t => t.Key == key) : all.FindIndex(t => t.Definition.Components.All(c => c.Rule is FlatDefinition or RateDefinition));
        return at < 0 ? null : all[at];
    }

    static IEnumerable<(DateOnly Month, QuarterRange Range)> Parts(QuarterRange range)
    {
        for (var day = GermanTime.Date(range.First); ; day = day.AddMonths(1))
        {
            DateOnly month = new(day.Year, day.Month, 1);
            var part = GermanTime.Month(month.Year, month.Month).Meet(range);
            if (part.Count == 0)
                yield break;
            yield return (month, part);
            day = month;
        }
    }

    static DateOnly Newest(MeteredLoad load)
    {
        var at = Array.FindLastIndex(load.Taken, v => v.Origin != ValueOrigin.Missing);
        var day = GermanTime.Date(load.Range.First + Math.Max(0, at));
        return new(day.Year, day.Month, 1);
    }

    async Task<PriceSheet?> SheetAsync(TariffDefinition definition, Contract contract, QuarterRange range, CancellationToken stop) =>
        (await draw.TryAsync(definition, new(GermanTime.Date(range.First), contract.Place, contract.Region), range, stop)).Sheet;

    // as a bill of the month would be, with its fees
    static long? Cents(PriceSheet? sheet, int[] wh) =>
        sheet is null ? null : new BillFrame(sheet with { Rows = [.. sheet.Rows.Where(r => r.Kind != PartKind.FeedIn)] }).Of(wh).Gross;

    async Task<(double Grams, long Wh)> CarbonAsync(string? region, DateOnly month, QuarterRange part, int[] wh, CancellationToken stop)
    {
        var (grams, energy) = (0d, 0L);
        if (region is null)
            return (grams, energy);
        var known = await carbon.OfAsync(region, month, stop);
        var at = part.First - GermanTime.Month(month.Year, month.Month).First;
        for (var i = 0; i < wh.Length; i++)
        {
            if (known[at + i] is { } own)
                (grams, energy) = (grams + (own * wh[i] / 1_000), energy + wh[i]);
        }

        return (grams, energy);
    }

    static List<UseDay> Days(MeteredLoad load, QuarterRange month, PriceSheet? sheet)
    {
        List<UseDay> days = [];
        for (var day = GermanTime.Date(month.First); GermanTime.Day(day).Meet(month) is { Count: > 0 } part; day = day.AddDays(1))
        {
            var (wh, cost, isKnown) = (0L, 0L, false);
            for (var quarter = part.First; quarter < part.End; quarter++)
            {
                var value = load.Taken[quarter - load.Range.First];
                isKnown |= value.Origin != ValueOrigin.Missing;
                (wh, cost) = (wh + value.Wh, cost + ((long)value.Wh * (sheet?.Gross(quarter) ?? 0)));
            }

            days.Add(new(day, isKnown ? wh : null, isKnown && sheet is not null ? cost : null));
        }

        return days;
    }
}
