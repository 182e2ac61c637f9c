using System.Globalization;

namespace Werkstrom.Tests.Tariff;

/// <summary>Load profiles and day-ahead prices of <c>shared/data/energy</c>.</summary>
static class EnergyData
{
    public const string Prices2024 = "energy/smard/costs_2024-hour-price.csv";

    /// <summary>The hours of 2024 in their order, 0.001 ct/kWh; 8,784 of them.</summary>
    public static int[] HourPrices() =>
        [.. File.ReadLines(SharedData.Path(Prices2024)).Skip(1).Take(8_784).Select(l => (int)(Number(l[(l.LastIndexOf(',') + 1)..]) * 1_000))];

    /// <summary>A year in quarter-hours, Wh; a profile is in W for 1 MWh a year. Halves go to the even number, as where the golden figures were made.</summary>
    public static int[] Profile(string name, int kilowattHours) =>
        [.. File.ReadLines(SharedData.Path($"energy/load-profiles/{name}.csv")).Skip(1).Where(l => l.Length > 0)
            .Select(l => (int)Math.Round(Number(l[(l.LastIndexOf(',') + 1)..]) * kilowattHours / 4_000, MidpointRounding.ToEven))];

    static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
