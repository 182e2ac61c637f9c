using Werkstrom.Condition.Notices;

namespace Werkstrom.Tests.Condition.Notices;

/// <summary>Quiet hours in a named zone. In 2026 the clock in Berlin goes from 02:00 to 03:00 on 29 March, and from 03:00 to 02:00 on 25 October.</summary>
public sealed class QuietHoursTests
{
    const string Nights = "Monday 18:00-06:00;Tuesday 18:00-06:00;Wednesday 18:00-06:00;Thursday 18:00-06:00;Friday 18:00-06:00;Saturday 00:00-00:00;Sunday 00:00-00:00";

    static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-11-23T16:59:59", null)] // Monday 17:59:59 in Berlin
    [InlineData("2026-11-23T17:00:00", "2026-11-24T05:00:00")] // 18:00, first instant in
    [InlineData("2026-11-24T04:59:59", "2026-11-24T05:00:00")]
    [InlineData("2026-11-24T05:00:00", null)] // 06:00, last one out
    [InlineData("2026-11-27T22:00:00", "2026-11-29T23:00:00")] // Friday night joins the weekend, until Monday 00:00
    [InlineData("2026-11-29T22:59:59", "2026-11-29T23:00:00")] // Sunday's own span ends at midnight: nothing was set for the night before Monday
    public void They_hold_by_weekday_and_join(string now, string? end) =>
        Assert.Equal(end is null ? null : Utc(end), QuietHours.Read(Nights, "Europe/Berlin")!.EndAfter(Utc(now)));

    [Theory]
    [InlineData("Saturday 18:00-06:00", "2026-03-28T17:00:00", "2026-03-29T04:00:00")] // 18:00 CET to 06:00 CEST: 11 hours
    [InlineData("Saturday 18:00-06:00", "2026-10-24T16:00:00", "2026-10-25T05:00:00")] // 18:00 CEST to 06:00 CET: 13 hours
    [InlineData("Sunday 01:00-02:30", "2026-03-29T00:00:00", "2026-03-29T01:00:00")] // 02:30 is left out: 03:00 CEST comes first
    [InlineData("Sunday 01:00-02:30", "2026-10-25T00:45:00", "2026-10-25T01:30:00")] // 02:30 comes twice: the later one ends it
    [InlineData("Sunday 02:30-05:00", "2026-10-25T00:30:00", "2026-10-25T04:00:00")] // and the earlier one begins it
    public void In_the_nights_when_the_clock_changes_they_end_by_the_clock_on_the_wall(string quiet, string now, string end) =>
        Assert.Equal(Utc(end), QuietHours.Read(quiet, "Europe/Berlin")!.EndAfter(Utc(now)));

    [Fact]
    public void The_zone_is_that_of_the_person_not_of_the_server()
    {
        var tokyo = QuietHours.Read("Monday 22:00-06:00", "Asia/Tokyo")!;

        Assert.Equal(Utc("2026-11-23T21:00:00"), tokyo.EndAfter(Utc("2026-11-23T13:00:00")));
        Assert.Null(tokyo.EndAfter(Utc("2026-11-23T12:59:00")));
    }

    [Theory]
    [InlineData("Monday 18:00-", "Europe/Berlin")]
    [InlineData("Monday -06:00", "Europe/Berlin")]
    [InlineData("Someday 18:00-06:00", "Europe/Berlin")]
    [InlineData("Monday 25:00-06:00", "Europe/Berlin")]
    [InlineData("Monday 18:00-06:00", "Europe/Atlantis")]
    [InlineData("Monday 00:00-00:00;Tuesday 00:00-00:00;Wednesday 00:00-00:00;Thursday 00:00-00:00;Friday 00:00-00:00;Saturday 00:00-00:00;Sunday 00:00-00:00", "Europe/Berlin")]
    public void What_cannot_be_or_never_ends_is_refused(string quiet, string zone) => Assert.Null(QuietHours.Read(quiet, zone));

    [Fact]
    public void A_week_of_nights_leaves_the_days()
    {
        var all = string.Join(';', Enum.GetNames<DayOfWeek>().Select(day => $"{day} 18:00-06:00"));

        Assert.Equal(Utc("2026-11-24T05:00:00"), QuietHours.Read(all, "Europe/Berlin")!.EndAfter(Utc("2026-11-23T20:00:00")));
        Assert.True(QuietHours.Read("", "Europe/Berlin")!.IsEmpty);
    }
}
