using System.Globalization;
using Werkstrom.Learning.Watching;

namespace Werkstrom.Tests.Learning.Watching;

/// <summary>What is usual at a time of the day goes by the clock on the wall, and a change of that is no case.</summary>
public sealed class ClockChangeTests
{
    const string October = "2026-10-25T01:00:00Z", March = "2026-03-29T01:00:00Z"; // when the clocks of Central Europe are changed
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // tells only what is half as far again as anything before, so that no test hangs on a record of the scatter
    static SignalWatch Calm(TimeZoneInfo zone) => new(new() { Sensitivity = 1, Zone = zone });

    static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    // 5 at night and 50 from 6 to 22 h of a clock, and a scatter of a quarter up and down
    static double Shifts(DateTimeOffset at, TimeZoneInfo clock) =>
        (TimeZoneInfo.ConvertTime(at, clock).Hour is >= 6 and < 22 ? 50 : 5) + ((at.Ticks / TimeSpan.TicksPerMinute * 7919 % 101 / 202.0) - 0.25);

    static List<WatchAlarm> Alarms(SignalWatch watch, DateTimeOffset from, int days, Func<DateTimeOffset, double> value, double minutes = 5) =>
        [.. Enumerable.Range(0, (int)(days * 1440 / minutes)).Select(i => from.AddMinutes(minutes * i)).Select(at => watch.See(at, value(at))).OfType<WatchAlarm>()];

    [Theory]
    [InlineData(October, 5)]
    [InlineData(October, 1)]
    [InlineData(October, 60)]
    [InlineData(March, 5)]
    [InlineData(March, 1)]
    [InlineData(March, 60)]
    public void Shifts_by_the_clock_on_the_wall_are_usual_when_it_is_changed(string change, double minutes)
    {
        var from = Instant(change).AddDays(-14);
        Assert.DoesNotContain(Alarms(Calm(Berlin), from, 28, at => Shifts(at, Berlin), minutes), a => a.At > from.AddDays(7));

        // by UTC they were an hour off, morning and evening
        Assert.Contains(Alarms(Calm(TimeZoneInfo.Utc), from, 28, at => Shifts(at, Berlin), minutes), a => a.At >= Instant(change) && a.At < Instant(change).AddDays(1));
    }

    [Theory]
    [InlineData(October, 5)]
    [InlineData(October, 60)]
    [InlineData(March, 5)]
    [InlineData(March, 60)]
    public void What_goes_by_the_sun_is_usual_when_the_clock_on_the_wall_is_changed(string change, double minutes) =>
        Assert.Empty(Alarms(Calm(Berlin), Instant(change).AddDays(-14), 28, at => Shifts(at, TimeZoneInfo.Utc), minutes));

    [Theory]
    [InlineData(October)]
    [InlineData(March)]
    public void A_weekend_is_usual_in_the_week_after_a_change(string change)
    {
        var from = Instant(change).AddDays(-28);
        var alarms = Alarms(Calm(Berlin), from, 42, at => TimeZoneInfo.ConvertTime(at, Berlin).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 5 : Shifts(at, Berlin));

        Assert.DoesNotContain(alarms, a => a.At > from.AddDays(14));
    }

    [Theory]
    [InlineData("2026-10-26T03:00:00Z")] // 4 h on the first Monday of winter time
    [InlineData("2026-10-29T21:30:00Z")] // 22:30 h, an hour and a half after the last shift by either clock
    [InlineData("2026-11-10T21:30:00Z")]
    public void A_machine_that_runs_when_it_never_did_is_told_in_the_week_after_a_change_too(string at)
    {
        var alarms = Alarms(Calm(Berlin), Instant(October).AddDays(-14), 32, now => now == Instant(at) ? 50 : Shifts(now, Berlin));

        Assert.Equal(Instant(at), Assert.Single(alarms).At);
    }

    [Fact]
    public void In_a_zone_without_changes_nothing_is_different()
    {
        var lagos = TimeZoneInfo.FindSystemTimeZoneById("Africa/Lagos"); // an hour ahead of UTC all year
        static double Value(DateTimeOffset at) => Shifts(at, TimeZoneInfo.Utc) + (at.Minute == 35 && at.Day == 26 ? 30 : 0);

        var alarms = Alarms(Calm(lagos), Instant(October).AddDays(-14), 28, Value);

        Assert.NotEmpty(alarms);
        Assert.Equal(Alarms(Calm(TimeZoneInfo.Utc), Instant(October).AddDays(-14), 28, Value), alarms);
    }

    [Fact]
    public void A_restart_in_the_week_of_a_change_forgets_nothing()
    {
        var from = Instant(October).AddDays(-14);
        static double Value(DateTimeOffset at) => Shifts(at, TimeZoneInfo.Utc) + (at.Minute == 35 && at.Hour == 10 && at.Day % 9 == 0 ? at.Day * 10 : 0);
        var watch = Calm(Berlin);
        var before = Alarms(watch, from, 16, Value);
        var again = SignalWatch.Load(watch.Save(), new() { Sensitivity = 1, Zone = Berlin });

        Assert.Equal(Alarms(Calm(Berlin), from, 28, Value), [.. before, .. Alarms(again, from.AddDays(16), 12, Value)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_learned_by_UTC_or_in_another_zone_goes_on_in_this_one(bool isOfFirstVersion)
    {
        // ten days of summer time by UTC, then by the clock of Berlin up to and beyond its change
        var from = Instant(October).AddDays(-14);
        var watch = Calm(TimeZoneInfo.Utc);
        Assert.Empty(Alarms(watch, from, 10, at => Shifts(at, Berlin)));
        var again = SignalWatch.Load(isOfFirstVersion ? First(watch.Save()) : watch.Save(), new() { Sensitivity = 1, Zone = Berlin });

        Assert.Empty(Alarms(again, from.AddDays(10), 18, at => Shifts(at, Berlin)));
    }

    // the first version had neither what the clock as it was before says, nor how far the clock was ahead
    static byte[] First(byte[] state)
    {
        const int Head = 2, Cadence = (15 * 8) + 4 + 4 + 8 + 1 + 8 + 8, Day = (144 * 7 * 4) + (4 * 8);
        return [state[0], 1, .. state[2..(Head + Cadence + Day)], .. state[(Head + Cadence + Day + 8)..^8]];
    }
}
