using System.Globalization;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Time;

/// <summary>Days in quarter-hours; expected numbers by <c>date -d</c> (seconds since 1970 / 900) and the calendar.</summary>
public sealed class GermanTimeTests
{
    [Theory]
    [InlineData("2024-03-30", 1_901_948, 96)] // date -d '2024-03-29T23:00Z' +%s
    [InlineData("2024-03-31", 1_902_044, 92)]
    [InlineData("2024-10-27", 1_922_200, 100)] // 2024-10-26T22:00Z
    [InlineData("2024-10-28", 1_922_300, 96)]
    public void A_day_has_92_96_or_100(string day, int first, int count) =>
        Assert.Equal(new QuarterRange(first, count), GermanTime.Day(Date(day)));

    [Fact]
    public void A_month_and_a_year_are_all_their_days()
    {
        Assert.Equal(2_972, GermanTime.Month(2025, 3).Count); // 31 × 96 − 4
        Assert.Equal(2_980, GermanTime.Month(2025, 10).Count);
        Assert.Equal((35_040, 35_136), (GermanTime.Year(2025).Count, GermanTime.Year(2024).Count));
    }

    [Theory]
    [InlineData("2024-03-31T00:45Z", "2024-03-31", 7)] // 01:45
    [InlineData("2024-03-31T01:00Z", "2024-03-31", 12)] // 03:00
    [InlineData("2024-10-27T00:00Z", "2024-10-27", 8)] // 02:00 in summer time
    [InlineData("2024-10-27T01:00Z", "2024-10-27", 8)] // 02:00 again
    [InlineData("2024-12-31T23:00Z", "2025-01-01", 0)]
    public void The_clock_shows_what_it_shows(string instant, string day, int ofClock)
    {
        var quarter = Quarters.At(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));

        Assert.Equal((Date(day), ofClock), (GermanTime.Date(quarter), GermanTime.OfClock(quarter)));
    }

    [Fact]
    public void What_is_no_quarter_hour_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Quarters.At(DateTimeOffset.UnixEpoch.AddSeconds(1)));
        Assert.Throws<ArgumentException>(() => GermanTime.Between(new(2025, 1, 2), new(2025, 1, 1)));
    }

    [Fact]
    public void Before_1970_numbers_are_negative() => Assert.Equal(-1, Quarters.Of(DateTimeOffset.UnixEpoch.AddSeconds(-1)));

    static DateOnly Date(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
