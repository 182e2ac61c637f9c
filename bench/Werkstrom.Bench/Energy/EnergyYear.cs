using Werkstrom.Tariff.Pricing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Bench.Energy;

/// <summary>A made-up year (2025): customers of homes, and prices that change each quarter-hour. Made up, for a million measured ones are not to be had.</summary>
static class EnergyYear
{
    public const int Slots = 35_040;

    public static readonly int[] Months = [.. Enumerable.Range(1, 12).Select(m => GermanTime.Month(2025, m).Count)];

    /// <summary>Homes of 1,500 to 6,000 kWh with a course of the day, scatter and now and then a kettle, a stove or a car.</summary>
    public static ushort[] Homes(int count)
    {
        Random random = new(1);
        var loads = new ushort[count * Slots];
        for (var home = 0; home < count; home++)
        {
            var mean = random.Next(43, 171);
            var own = loads.AsSpan(home * Slots, Slots);
            for (var slot = 0; slot < Slots; slot++)
            {
                var course = 1 + (0.6 * Math.Sin((slot % 96 - 34) * Math.PI / 48));
                own[slot] = (ushort)((mean * course * (0.5 + random.NextDouble())) + (random.Next(60) == 0 ? random.Next(200, 1_800) : 0));
            }
        }

        return loads;
    }

    /// <summary>Four components, none of them flat: the exchange with its peaks (beyond 16 bits now and then), a grid fee of three levels, an index, and feed-in.</summary>
    public static PackedPrices Prices()
    {
        Random random = new(2);
        var spot = new int[Slots];
        for (var slot = 0; slot < Slots; slot++)
            spot[slot] = random.Next(2_000) == 0 ? random.Next(-50_000, 400_000) : random.Next(-2_000, 25_000);
        return new(
            [
                spot,
                [.. Enumerable.Range(0, Slots).Select(s => (s % 96) switch { < 20 => 2_805, >= 73 and < 85 => 14_960, _ => 9_350 })],
                [.. Enumerable.Range(0, Slots).Select(_ => 12_000 - (20 * (random.Next(101) - 50)))],
                [.. Enumerable.Range(0, Slots).Select(_ => random.Next(0, 8_000))],
            ],
            Months);
    }
}
