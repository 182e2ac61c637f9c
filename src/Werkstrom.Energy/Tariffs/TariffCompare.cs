using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>What a tariff costs in a year on a load profile.</summary>
/// <param name="Kinds">ct net by what it is for, with fees.</param>
/// <param name="Net">ct.</param>
/// <param name="Gross">ct.</param>
/// <param name="Months">ct net for energy and grid of each month, without fees, rounded once a month.</param>
/// <param name="Kwh">What was used.</param>
sealed record YearCost(IReadOnlyList<(PartKind Kind, long Cents)> Kinds, long Net, long Gross, IReadOnlyList<long> Months, decimal Kwh)
{
    /// <summary>What a kWh costs with all fees, ct gross.</summary>
    public decimal PerKwh => Kwh == 0 ? 0 : Gross / Kwh;
}

/// <summary>Compares tariffs over a year as a bill would have it.</summary>
sealed class TariffCompare(TariffDraw draw)
{
    /// <summary>Makes the bill of a year.</summary>
    /// <returns>It, or why not.</returns>
    public async Task<(YearCost? Cost, IReadOnlyList<string> Faults)> YearAsync(TariffDefinition definition, PlaceFields where, int year, string profile, long wh, CancellationToken stop)
    {
        var range = GermanTime.Year(year);
        var (sheet, faults) = await draw.TryAsync(definition, where, range, stop);
        if (sheet is null)
            return (null, faults);
        var loads = LoadProfile.Of(profile).Year(year, wh, where.Place.Calendar.TypeOf);
        var bill = new BillFrame(sheet).Of(loads);
        return (new([.. bill.Lines.GroupBy(l => l.Kind).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(l => l.Cents)))], bill.Net, bill.Gross, [.. Months(sheet, loads, year)], wh / 1_000m), []);
    }

    static IEnumerable<long> Months(PriceSheet sheet, int[] loads, int year) => Enumerable.Range(1, 12).Select(month =>
    {
        var range = GermanTime.Month(year, month);
        var exact = Enumerable.Range(range.First, range.Count).Sum(q => (long)loads[q - sheet.Range.First] * sheet.Net(q));
        return (long)Math.Round(exact / 1_000_000m, MidpointRounding.AwayFromZero);
    });
}
