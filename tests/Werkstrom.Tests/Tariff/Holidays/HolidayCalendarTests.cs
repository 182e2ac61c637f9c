using System.Globalization;
using Werkstrom.Tariff.Holidays;

namespace Werkstrom.Tests.Tariff.Holidays;

/// <summary>Holidays of the states; Easter by another formula (Lichtenberg's form of Gauß's, computed apart in Python), the rest by the calendars of the years.</summary>
public sealed class HolidayCalendarTests
{
    [Theory]
    [InlineData("1954-04-18")] // an exception of Gauß's rule
    [InlineData("1981-04-19")] // another
    [InlineData("2000-04-23")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2038-04-25")] // the last day that is possible
    [InlineData("2285-03-22")] // the first
    public void Easter_is_where_the_church_has_it(string day) => Assert.Equal(Day(day), HolidayRule.EasterSunday(Day(day).Year));

    [Theory] // how many holidays 2026 has, Brandenburg with its two Sundays
    [InlineData(GermanState.BW, 12)]
    [InlineData(GermanState.BY, 12)]
    [InlineData(GermanState.BE, 10)]
    [InlineData(GermanState.BB, 12)]
    [InlineData(GermanState.HB, 10)]
    [InlineData(GermanState.HH, 10)]
    [InlineData(GermanState.HE, 10)]
    [InlineData(GermanState.MV, 11)]
    [InlineData(GermanState.NI, 10)]
    [InlineData(GermanState.NW, 11)]
    [InlineData(GermanState.RP, 11)]
    [InlineData(GermanState.SL, 12)]
    [InlineData(GermanState.SN, 11)]
    [InlineData(GermanState.ST, 11)]
    [InlineData(GermanState.SH, 10)]
    [InlineData(GermanState.TH, 11)]
    public void A_state_has_its_holidays(GermanState state, int count)
    {
        HolidayCalendar calendar = new(state);

        Assert.Equal(count, Enumerable.Range(0, 365).Count(d => calendar.Holiday(new DateOnly(2026, 1, 1).AddDays(d)) is not null));
    }

    [Theory]
    [InlineData(GermanState.SN, "2024-11-20", "Buß- und Bettag")]
    [InlineData(GermanState.SN, "2022-11-16", "Buß- und Bettag")] // 23 November itself was a Wednesday
    [InlineData(GermanState.BY, "2024-11-20", null)]
    [InlineData(GermanState.NW, "2024-05-30", "Fronleichnam")]
    [InlineData(GermanState.TH, "2024-05-30", null)] // only in some towns
    [InlineData(GermanState.NI, "2017-10-31", "Reformationstag")]
    [InlineData(GermanState.BY, "2017-10-31", "Reformationstag")]
    [InlineData(GermanState.BY, "2018-10-31", null)]
    [InlineData(GermanState.HH, "2018-10-31", "Reformationstag")]
    [InlineData(GermanState.BE, "2018-03-08", null)]
    [InlineData(GermanState.BE, "2019-03-08", "Internationaler Frauentag")]
    [InlineData(GermanState.BE, "2025-05-08", "Tag der Befreiung")]
    [InlineData(GermanState.BE, "2024-05-08", null)]
    [InlineData(GermanState.BE, "2008-05-01", "Tag der Arbeit, Christi Himmelfahrt")] // both on one day
    public void A_holiday_holds_where_and_since_it_was_made(GermanState state, string day, string? name) =>
        Assert.Equal(name, new HolidayCalendar(state).Holiday(Day(day)));

    [Theory]
    [InlineData("2024-12-23", DayType.Workday)] // Monday
    [InlineData("2024-12-24", DayType.Saturday)] // Tuesday
    [InlineData("2024-12-25", DayType.Sunday)]
    [InlineData("2024-12-28", DayType.Saturday)]
    [InlineData("2023-12-24", DayType.Sunday)] // a Sunday stays one
    [InlineData("2024-12-31", DayType.Saturday)]
    [InlineData("2024-05-09", DayType.Sunday)] // Christi Himmelfahrt
    public void A_day_is_of_a_kind(string day, DayType type) => Assert.Equal(type, new HolidayCalendar(GermanState.NW).TypeOf(Day(day)));

    [Fact]
    public void A_town_adds_its_own_day()
    {
        HolidayCalendar augsburg = new(GermanState.BY, local: [new(2025, 8, 8)]);

        Assert.Equal((DayType.Sunday, DayType.Workday), (augsburg.TypeOf(new(2025, 8, 8)), new HolidayCalendar(GermanState.BY).TypeOf(new(2025, 8, 8))));
    }

    [Fact]
    public void A_year_that_the_table_does_not_know_is_refused() =>
        Assert.Contains("1995", Assert.Throws<ArgumentOutOfRangeException>(() => new HolidayCalendar(GermanState.SN).Holiday(new(1994, 11, 16))).Message, StringComparison.Ordinal);

    [Fact]
    public void All_that_is_wrong_with_a_table_is_said_at_once()
    {
        var answer = HolidayTable.Read("""
            name;rule;states;from;until;checked;source
            A;02-29;*;1995-01-01;;no;x
            B;01-02;BW XX;1995-01-01;1994-01-01;no;x
            C;01-03;*;1995-01-01;;no;x
            C;01-03;SN;2000-01-01;;no;x
            D;01-04;*
            """);

        Assert.Null(answer.Value);
        Assert.Equal([2, 3, 3, 5, 6], answer.Faults.Select(f => f.Line).Order());
    }

    static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
