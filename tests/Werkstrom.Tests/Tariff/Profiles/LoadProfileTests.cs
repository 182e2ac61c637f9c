using System.Security.Cryptography;
using System.Text;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Profiles;

/// <summary>Load profiles; expected values by a Python script of its own (fractions, zoneinfo) from the same tables of BDEW.</summary>
public sealed class LoadProfileTests
{
    // nationwide holidays of 2025
    static readonly HashSet<DateOnly> Holidays =
        [new(2025, 1, 1), new(2025, 4, 18), new(2025, 4, 21), new(2025, 5, 1), new(2025, 5, 29), new(2025, 6, 9), new(2025, 10, 3), new(2025, 12, 25), new(2025, 12, 26)];

    [Theory]
    [InlineData("H25", 3_500_000, 12_617, 10_497, 11_326, 12_206, 200, "28352d7115beac32")]
    [InlineData("G25", 10_000_000, 16_059, 15_327, 15_309, 21_862, 682, "09ee2caa3cd4af3e")]
    [InlineData("L25", 8_000_000, 24_012, 22_881, 22_465, 22_904, 481, "f230b4235d6cbbc7")]
    [InlineData("P25", 2_500_000, 11_878, 7_278, 6_849, 13_490, 206, "123689d255274a0c")]
    [InlineData("S25", 1_500_000, 10_576, 3_479, 3_410, 12_609, 199, "b4e345efb41f8cb6")]
    [InlineData("H0", 3_500_000, 11_686, 10_225, 10_001, 12_528, 235, "3da3228d76c16a99")]
    [InlineData("G0", 20_000_000, 30_998, 30_354, 32_300, 53_226, 1_196, "f0af7175d8617b59")]
    [InlineData("G3", 5_000_001, 11_505, 10_983, 11_891, 13_286, 193, "08c55062a66990ef")]
    [InlineData("L2", 7_000_000, 20_841, 18_826, 19_610, 19_823, 374, "8d1c2c412ede1f01")]
    public void A_year_is_that_of_another_program_to_the_Wh(string name, long wh, int newYear, int spring, int autumn, int christmasEve, int most, string hash)
    {
        var year = GermanTime.Year(2025);
        var values = LoadProfile.Of(name).Year(2025, wh, TypeOf);
        Assert.Equal((35_040, wh), (values.Length, values.Sum(v => (long)v)));
        int Day(int month, int day) => GermanTime.Day(new(2025, month, day)) is var d ? values.AsSpan(d.First - year.First, d.Count).ToArray().Sum() : 0;
        Assert.Equal((newYear, spring, autumn, christmasEve, most), (Day(1, 1), Day(3, 30), Day(10, 26), Day(12, 24), values.Max()));
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', values))))[..16]);
    }

    [Theory]
    [InlineData(2025, 1, 1, 12_420)]
    [InlineData(2025, 4, 10, 10_288)] // day 100
    [InlineData(2025, 7, 19, 7_848)] // day 200
    [InlineData(2024, 12, 31, 12_597)] // day 366
    public void The_dynamisation_is_the_polynomial_of_the_day(int year, int month, int day, int expected) => Assert.Equal(expected, LoadProfile.Dynamisation(new(year, month, day)));

    [Fact]
    public void All_profiles_are_there()
    {
        Assert.Equal(["G0", "G1", "G2", "G25", "G3", "G4", "G5", "G6", "H0", "H25", "L0", "L1", "L2", "L25", "P25", "S25"], LoadProfile.Supplied.Select(p => p.Name));
        Assert.Equal(["H0", "H25", "P25", "S25"], LoadProfile.Supplied.Where(p => p.IsDynamic).Select(p => p.Name));
        // the tables of 2025 are kWh of 1,000,000 kWh a year: with the dynamisation their year of 2025 has 999,905 kWh (H25), without 1,000,347 (G25), by the same script
        Assert.Equal(999_905, LoadProfile.Of("h25").Weights(GermanTime.Year(2025), TypeOf).Sum() / 10_000_000d, 300d);
        Assert.Equal(1_000_347, LoadProfile.Of("g25").Weights(GermanTime.Year(2025), TypeOf).Sum() / 1_000d, 300d);
        Assert.Contains("there are G0, G1", Assert.Throws<ArgumentException>(() => LoadProfile.Of("H99")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_October_the_hour_comes_twice_and_in_March_it_is_missing()
    {
        var profile = LoadProfile.Of("G25");
        var autumn = profile.Weights(GermanTime.Day(new(2025, 10, 26)), TypeOf);
        Assert.Equal(autumn[8..12], autumn[12..16]);
        var (spring, sunday) = (profile.Weights(GermanTime.Day(new(2025, 3, 30)), TypeOf), profile.Weights(GermanTime.Day(new(2025, 3, 23)), TypeOf));
        Assert.Equal([.. sunday[..8], .. sunday[12..]], spring);
    }

    [Fact]
    public void Shares_lose_nothing()
    {
        // 10 by 1:1:1 is 3.33 each: the first gets what is left; 7 by 1:2:4 is exact; 5 by 1:3 is 1.25 and 3.75
        Assert.Equal([4, 3, 3], Shares.Of([1, 1, 1], 10));
        Assert.Equal([1, 2, 4], Shares.Of([1, 2, 4], 7));
        Assert.Equal([1, 4], Shares.Of([1, 3], 5));
        Assert.Equal([2, 1, 1], Shares.Of([0, 0, 0], 4));
        Assert.Throws<ArgumentException>(() => Shares.Of([], 1));
        Assert.Throws<ArgumentException>(() => Shares.Of([1, -1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shares.Of([1], -1));
        Assert.Throws<ArgumentException>(() => Shares.Of([1], long.MaxValue));
    }

    [Fact]
    public void Readings_become_quarter_hours_between_them()
    {
        var (a, b, c) = (GermanTime.Day(new(2025, 1, 1)).First, GermanTime.Day(new(2025, 2, 1)).First, GermanTime.Day(new(2025, 4, 1)).First);
        var (range, wh) = Readings.Spread([new(a, 99_900_000), new(b, 100_200_000), new(c, 100_200_001)], LoadProfile.Of("H0"), TypeOf);
        Assert.Equal((a, c), (range.First, range.End));
        Assert.Equal((300_000, 1), (wh[..(b - a)].Sum(), wh[(b - a)..].Sum()));
        // a register of six digits: from 999,900 kWh to 000,100 kWh are 200 kWh
        Assert.Equal(200_000, Readings.Spread([new(a, 999_900_000), new(b, 100_000)], LoadProfile.Of("H0"), TypeOf, digits: 6).Wh.Sum());
        Assert.Throws<ArgumentException>(() => Readings.Spread([new(a, 999_900_000), new(b, 100_000)], LoadProfile.Of("H0"), TypeOf));
        Assert.Throws<ArgumentException>(() => Readings.Spread([new(a, 1_000_000), new(b, 900_000)], LoadProfile.Of("H0"), TypeOf, digits: 6));
        Assert.Throws<ArgumentException>(() => Readings.Spread([new(b, 0), new(a, 1)], LoadProfile.Of("H0"), TypeOf));
        Assert.Throws<ArgumentException>(() => Readings.Spread([new(a, 0)], LoadProfile.Of("H0"), TypeOf));
    }

    static DayType TypeOf(DateOnly day) => Holidays.Contains(day) || day.DayOfWeek == DayOfWeek.Sunday ? DayType.Sunday
        : day.DayOfWeek == DayOfWeek.Saturday || day is { Month: 12, Day: 24 or 31 } ? DayType.Saturday : DayType.Workday;
}
