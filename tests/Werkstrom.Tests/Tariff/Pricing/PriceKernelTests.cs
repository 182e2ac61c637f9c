using Werkstrom.Tariff.Pricing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Pricing;

/// <summary>The kernel against plain <c>decimal</c>, and against the golden costs of 2024.</summary>
public sealed class PriceKernelTests
{
    /// <summary>Index of the widths that this machine has.</summary>
    public static TheoryData<int> Widths => [.. Enumerable.Range(0, PriceKernel.Widths.Count())];

    // measured apart, in Python's decimal: profile × kWh, Wh and exact cost in µct; the prices are the first 35,040 quarter-hours of 2024
    static readonly (string Profile, int KilowattHours, long WattHours, long Exact, long Cents)[] Golden =
    [
        ("LP_W_EFH", 3_500, 3_500_553, 28_300_511_756, 283_01),
        ("LP_W_W", 1_500, 1_498_643, 12_081_029_180, 120_81),
        ("LP_WP", 6_000, 5_999_995, 51_860_602_183, 518_61),
        ("LP_G_MV", 500_000, 499_999_976, 4_125_550_569_060, 41_255_51), // some quarter-hours have 43,558 Wh: beyond 15 bits
    ];

    [DataFact(EnergyData.Prices2024)]
    public void The_golden_costs_of_2024_hold_to_the_cent()
    {
        var hours = EnergyData.HourPrices();
        PackedPrices prices = new([[.. Enumerable.Range(0, 35_040).Select(i => hours[i / 4])]], Months(2023));
        var sums = new long[prices.Sums];
        foreach (var golden in Golden)
        {
            PriceKernel.Sum(prices, EnergyData.Profile(golden.Profile, golden.KilowattHours), sums);

            Assert.Equal((golden.WattHours, golden.Exact), (Every(sums, 0, 2), Every(sums, 1, 2)));
            Assert.Equal(golden.Cents, Math.Round(Every(sums, 1, 2) / 1_000_000m, MidpointRounding.AwayFromZero));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Random_customers_cost_what_decimal_says(int width)
    {
        Random random = new(5);
        for (var round = 0; round < 2_500; round++)
        {
            // days of 92, 96 and 100 and stretches that fit no vector
            int[] stretches = round % 2 == 0 ? [92, 96, 100] : [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 150))];
            var slots = stretches.Sum();
            int[][] rows = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => Row(random, slots))];
            var customers = Enumerable.Range(0, 4).Select(_ => Load(random, slots)).ToArray(); // 10,000 in all
            PackedPrices prices = new(rows, stretches);
            var sums = new long[prices.Sums * customers.Length];

            PriceKernel.Sum(prices, customers.SelectMany(c => c).ToArray(), sums, PriceKernel.Widths.ElementAt(width));

            Assert.Equal(customers.SelectMany(c => Plain(c, rows, stretches)), sums);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_ends_of_the_range_are_exact(int width)
    {
        int[][] rows = [.. new[] { PackedPrices.MaxPrice, -PackedPrices.MaxPrice, short.MinValue, short.MaxValue, 400_000, -50_000 }.Select(p => Enumerable.Repeat(p, 200).Append(p / 2).ToArray())];
        foreach (var most in new ushort[] { 0, 1, 2_047, 32_767, 32_768, 65_535 })
        {
            ushort[] load = [.. Enumerable.Repeat(most, 201)];
            PackedPrices prices = new(rows, [201]);
            var sums = new long[prices.Sums];

            PriceKernel.Sum(prices, load, sums, PriceKernel.Widths.ElementAt(width));

            Assert.Equal(Plain(load, rows, [201]), sums);
        }
    }

    [Fact]
    public void A_year_with_both_changes_of_the_clock_shuffled_costs_the_same()
    {
        Random random = new(6);
        var days = Enumerable.Range(0, 365).Select(d => GermanTime.Day(new DateOnly(2025, 1, 1).AddDays(d)).Count).ToArray();
        Assert.Equal((1, 1, 35_040), (days.Count(d => d == 92), days.Count(d => d == 100), days.Sum()));
        int[][] rows = [.. Enumerable.Range(0, 4).Select(_ => Row(random, 35_040))];
        var order = Enumerable.Range(0, 35_040).ToArray();
        for (var round = 0; round < 20; round++)
        {
            var load = Load(random, 35_040);
            random.Shuffle(order);
            int[][] mixed = [.. rows.Select(r => order.Select(i => r[i]).ToArray())];

            Assert.Equal(Plain(load, rows, [35_040]), Sums(new(rows, [35_040]), load));
            Assert.Equal(Plain(load, rows, [35_040]), Sums(new(mixed, [35_040]), [.. order.Select(i => load[i])]));
            Assert.Equal(Plain(load, rows, days), Sums(new(rows, days), load));
        }
    }

    [Fact]
    public void Large_and_negative_energy_takes_another_way_to_the_same_sums()
    {
        int[] load = [-5, 0, 70_000, 2_000_000_000];
        int[][] rows = [[-50_000, 400_000, -1, 7], [3, 3, 3, 3]];
        PackedPrices prices = new(rows, [2, 2]);
        var sums = new long[prices.Sums];

        PriceKernel.Sum(prices, load, sums);

        Assert.Equal([-5, 250_000, -15, 2_000_070_000, 13_999_930_000, 6_000_210_000], sums); // −5 × −50,000; −70,000 + 14 × 10⁹
    }

    [Fact]
    public void A_sum_beyond_64_bits_is_no_number() =>
        Assert.Throws<OverflowException>(() => PriceKernel.Sum(new([[PackedPrices.MaxPrice, PackedPrices.MaxPrice, PackedPrices.MaxPrice]], [3]), [int.MaxValue, int.MaxValue, int.MaxValue], new long[2]));

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Assert.Contains("3, 2", Assert.Throws<ArgumentException>(() => new PackedPrices([[1, 2, 3], [1, 2]], [3])).Message, StringComparison.Ordinal);
        Assert.Contains("1 + 1", Assert.Throws<ArgumentException>(() => new PackedPrices([[1, 2, 3]], [1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PackedPrices([[int.MaxValue]], [1]));
        Assert.Throws<ArgumentException>(() => PriceKernel.Sum(new([[1, 2, 3]], [3]), new ushort[4], new long[10]));
        Assert.Throws<ArgumentException>(() => PriceKernel.Sum(new([[1, 2, 3]], [3]), new ushort[6], new long[3]));
    }

    static long[] Sums(PackedPrices prices, ushort[] load)
    {
        var sums = new long[prices.Sums];
        PriceKernel.Sum(prices, load, sums);
        return sums;
    }

    static int[] Row(Random random, int slots) => random.Next(5) switch
    {
        0 => [.. Enumerable.Repeat(random.Next(-3_000, 3_000), slots)], // a levy
        1 => [.. Enumerable.Range(0, slots).Select(_ => random.Next(-50_000, 400_000))], // the limits of the exchange
        2 => [.. Enumerable.Range(0, slots).Select(_ => random.Next(-PackedPrices.MaxPrice, PackedPrices.MaxPrice))],
        _ => [.. Enumerable.Range(0, slots).Select(_ => random.Next(-2_000, 30_000))],
    };

    static ushort[] Load(Random random, int slots)
    {
        var most = random.Next(8) switch { 0 => 65_536, 1 => 1, < 5 => 2_048, _ => 32_768 };
        return [.. Enumerable.Range(0, slots).Select(_ => (ushort)random.Next(most))];
    }

    static IEnumerable<long> Plain(ushort[] load, int[][] rows, int[] stretches)
    {
        var first = 0;
        foreach (var count in stretches)
        {
            var range = Enumerable.Range(first, count).ToArray();
            yield return (long)range.Sum(i => (decimal)load[i]);
            foreach (var row in rows)
                yield return (long)range.Sum(i => (decimal)load[i] * row[i]);
            first += count;
        }
    }

    static int[] Months(int year) => [.. Enumerable.Range(1, 12).Select(m => GermanTime.Month(year, m).Count)];

    static long Every(long[] sums, int from, int step) => sums.Where((_, i) => i % step == from).Sum();
}
