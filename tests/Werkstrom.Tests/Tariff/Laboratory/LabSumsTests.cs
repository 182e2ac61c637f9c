using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Laboratory;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Laboratory;

/// <summary>Costs from sums are those of the quarter-hours, to the µct, and a slider's move asks no quarter-hour again.</summary>
public sealed class LabSumsTests
{
    static readonly HolidayCalendar Calendar = new(GermanState.NI);

    [Fact]
    public void Two_customers_on_the_day_with_92_quarter_hours_by_hand()
    {
        var day = GermanTime.Day(new(2025, 3, 30));
        var even = new ushort[92];
        Array.Fill(even, (ushort)100); // 9.2 kWh
        var once = new ushort[92];
        once[0] = 1_000; // 1 kWh at midnight
        using LoadFiles files = new(day, even, once);
        LabSums sums = new(files.Loads, [QuarterCells.OfClock(day, Calendar.TypeOf)], [92]);
        var night = Row(day, q => GermanTime.OfClock(q) < 24 ? 5_000 : 20_000); // 5 ct until 6:00 (20 quarter-hours of this day), 20 ct after

        Assert.Equal([9_200, 1_000], sums.Energy.ToArray());
        Assert.Equal([92_000_000, 10_000_000], Cost(sums, Row(day, _ => 10_000))); // 9.2 kWh and 1 kWh at 10 ct
        Assert.Equal([(20 * 100 * 5_000) + (72 * 100 * 20_000), 5_000_000], Cost(sums, night));
    }

    [Theory]
    [InlineData(2024)]
    [InlineData(2025)]
    public void Any_row_costs_what_a_decimal_sum_of_the_quarter_hours_costs(int year)
    {
        var range = GermanTime.Year(year);
        Random random = new(year);
        // homes, one without any load, one beyond 15 bits
        ushort[][] customers = [.. Enumerable.Range(0, 21).Select(c => Enumerable.Range(0, range.Count).Select(_ => (ushort)(c == 3 ? 0 : random.Next(c == 7 ? 65_536 : 900))).ToArray())];
        QuarterSeries index = new("index", range.First, [.. Enumerable.Range(0, range.Count).Select(_ => (int?)random.Next(101))]);
        using LoadFiles files = new(range, customers);
        LabSums sums = new(files.Loads, [QuarterCells.OfClock(range, Calendar.TypeOf), QuarterCells.OfIndex(index, range)], [.. Enumerable.Range(1, 12).Select(m => GermanTime.Month(year, m).Count)]);
        int[][] rows =
        [
            Row(range, _ => 13_900),
            Row(range, q => Calendar.TypeOf(GermanTime.Date(q)) == DayType.Sunday ? -700 : GermanTime.OfClock(q) is >= 24 and < 88 ? 14_900 : 11_900),
            Row(range, q => Math.Clamp(14_000 - (60 * (index[q]!.Value - 50)), 12_000, 16_500)),
            Row(range, _ => random.Next(3_000) == 0 ? random.Next(-50_000, 400_000) : random.Next(-2_000, 25_000)),
            Row(range, q => q % 2 == 0 ? -5 : 30_000),
        ];
        sums.Prepare(rows, default);

        Assert.Equal(1, sums.Passes);
        foreach (var row in rows)
            Assert.Equal(customers.Select(c => (long)Enumerable.Range(0, range.Count).Sum(i => (decimal)c[i] * row[i])), Cost(sums, row));
        Assert.Equal(1, sums.Passes);
    }

    [Fact]
    public void Other_numbers_of_a_tariff_need_no_pass()
    {
        var range = GermanTime.Month(2025, 10);
        Random random = new(4);
        QuarterSeries index = new("index", range.First, [.. Enumerable.Range(0, range.Count).Select(_ => (int?)random.Next(101))]);
        using LoadFiles files = new(range, Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, range.Count).Select(_ => (ushort)random.Next(500)).ToArray()));
        LabSums sums = new(files.Loads, [QuarterCells.OfClock(range, Calendar.TypeOf), QuarterCells.OfIndex(index, range)], [range.Count]);
        var spot = Row(range, _ => random.Next(-100, 9_000));
        sums.Prepare([Row(range, q => index[q]!.Value), Row(range, q => GermanTime.OfClock(q)), spot], default);
        var before = Cost(sums, spot);
        var dearer = Cost(sums, Array.ConvertAll(spot, p => p + 1_500));
        for (var slope = 1; slope < 20; slope++)
            Cost(sums, Row(range, q => Math.Min(15_000, 14_000 - (slope * 10 * (index[q]!.Value - 50)))));
        Cost(sums, Row(range, q => GermanTime.OfClock(q) < 40 ? 1 : 2));

        Assert.Equal(1, sums.Passes);
        Assert.Equal(before.Zip(sums.Energy.ToArray(), (b, e) => b + (1_500 * e)), dearer);
    }

    static int[] Row(QuarterRange range, Func<int, int> price) => [.. Enumerable.Range(range.First, range.Count).Select(price)];

    static long[] Cost(LabSums sums, int[] row)
    {
        var cost = new long[sums.Energy.Length];
        sums.AddCost(row, null, cost);
        return cost;
    }
}
