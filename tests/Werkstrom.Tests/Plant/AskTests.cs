using Werkstrom.Plant.Asking;
using Werkstrom.Plant.Pages;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Plant;

public sealed class AskTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-22T06:00:00Z", "2026-11-22T06:00:00Z")]
    [InlineData("2026-11-22T06:00:00.123456Z", "2026-11-22T06:00:00.123456Z")]
    [InlineData("2026-11-22T06:00:00", "2026-11-22T06:00:00Z")]
    [InlineData("2026-11-22T06:00", "2026-11-22T06:00:00Z")]
    [InlineData("2026-11-22", "2026-11-22T00:00:00Z")]
    [InlineData("2026-11-22T06:00:00+01:00", "2026-11-22T05:00:00Z")]
    [InlineData("2026-11-22T06:00:00 01:00", "2026-11-22T05:00:00Z")] // an unescaped plus in an address
    public void An_instant_is_read_as_ISO_8601(string text, string utc)
    {
        Assert.True(Ask.TryInstant(text, out var instant));
        Assert.Equal(utc, Iso.Of(instant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("22.11.2026")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("11/22/2026")]
    public void What_is_no_instant_is_refused(string text) => Assert.False(Ask.TryInstant(text, out _));

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var faults = new Faults();
        Ask.Range("x", "y", faults);
        Ask.Number("pixels", "0", 1, 10_000, 0, faults);
        Assert.Equal(3, faults.Texts.Count());
        Assert.Contains("pixels (0) must be a whole number from 1 to 10000.", faults.Texts);
    }

    [Fact]
    public void The_end_must_be_after_the_start()
    {
        var faults = new Faults();
        Assert.Null(Ask.Range("2026-11-22T06:00:00Z", "2026-11-22T06:00:00Z", faults));
        Assert.Equal(["to (2026-11-22T06:00:00Z) must be after from (2026-11-22T06:00:00Z): the span is half-open."], faults.Texts);
    }

    [Theory]
    [InlineData("P1D", null, CalendarUnit.Day)]
    [InlineData("PT15M", 15.0, null)]
    [InlineData(null, 60.0, null)]
    public void A_bucket_is_a_length_or_a_calendar_unit(string? every, double? minutes, CalendarUnit? unit)
    {
        var size = Iso.Bucket(every, "Europe/Berlin", new Faults())!;
        Assert.Equal(minutes, size.Length?.TotalMinutes);
        Assert.Equal(unit, size.Calendar);
    }

    [Theory]
    [InlineData("P2D")]
    [InlineData("PT0S")]
    [InlineData("hourly")]
    public void Other_buckets_are_refused(string every)
    {
        var faults = new Faults();
        Assert.Null(Iso.Bucket(every, "UTC", faults));
        Assert.True(faults.Any);
    }

    [Fact]
    public void A_page_without_a_span_shows_the_last_day_and_goes_on()
    {
        var range = PageRange.Of(null, null, null, Now, Now.AddMinutes(-1));
        Assert.Equal("1d", range.Last);
        Assert.Equal(24, range.Span.Length.TotalHours);
    }

    [Fact]
    public void A_page_of_old_values_shows_the_span_that_ends_with_them()
    {
        var range = PageRange.Of(null, null, null, Now, Now.AddDays(-400));
        Assert.Null(range.Last);
        Assert.Equal(Now.AddDays(-400).AddSeconds(1), range.Span.To);
    }

    [Fact]
    public void A_span_in_the_address_is_kept_in_the_address() =>
        Assert.Equal("from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z",
            PageRange.Of("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", null, Now, null).Query);

    [Fact]
    public void A_span_that_cannot_be_read_is_named() =>
        Assert.Equal("gestern – heute", PageRange.Of("gestern", "heute", null, Now, null).Fault);

    [Fact]
    public void The_charts_word_of_seconds_is_read() => Assert.Equal(15, PageRange.Of(null, null, "900s", Now, null).Span.Length.TotalMinutes);
}
