using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

public class BucketEdgesTests
{
    [Theory]
    [InlineData("2024-03-31", 23)] // clocks go forward
    [InlineData("2024-06-15", 24)]
    [InlineData("2024-10-27", 25)] // clocks go back
    public void A_day_in_Berlin_has_23_24_or_25_hours(string day, int hours)
    {
        var start = BucketEdges.Of(
            Span($"{day}T10:00Z", $"{day}T11:00Z"), new BucketSize(null, CalendarUnit.Day, "Europe/Berlin"));

        Assert.Equal(hours * Micros.PerHour, start[1] - start[0]);
    }

    [Fact]
    public void Edges_of_days_are_local_midnights()
    {
        var edges = BucketEdges.Of(
            Span("2024-03-30T12:00Z", "2024-03-31T22:30Z"), new BucketSize(null, CalendarUnit.Day, "Europe/Berlin"));

        Assert.Equal(["2024-03-29T23:00Z", "2024-03-30T23:00Z", "2024-03-31T22:00Z", "2024-04-01T22:00Z"], Texts(edges));
    }

    [Fact]
    public void Weeks_begin_on_Monday()
    {
        var edges = BucketEdges.Of(
            Span("2026-11-22T12:00Z", "2026-11-23T00:00Z"), new BucketSize(null, CalendarUnit.Week));

        Assert.Equal(["2026-11-16T00:00Z", "2026-11-23T00:00Z"], Texts(edges));
    }

    [Fact]
    public void Months_have_their_own_lengths()
    {
        var edges = BucketEdges.Of(
            Span("2024-01-31T00:00Z", "2024-03-01T00:00Z"), new BucketSize(null, CalendarUnit.Month, "Europe/Berlin"));

        Assert.Equal(["2023-12-31T23:00Z", "2024-01-31T23:00Z", "2024-02-29T23:00Z", "2024-03-31T22:00Z"], Texts(edges));
    }

    [Fact]
    public void Where_clocks_jump_over_midnight_the_day_begins_after_the_jump()
    {
        // Beirut, 2022-03-27: 00:00 became 01:00 (UTC+3), so the day begins at 22:00 UTC and has 23 hours
        var edges = BucketEdges.Of(
            Span("2022-03-27T10:00Z", "2022-03-27T11:00Z"), new BucketSize(null, CalendarUnit.Day, "Asia/Beirut"));

        Assert.Equal(["2022-03-26T22:00Z", "2022-03-27T21:00Z"], Texts(edges));
    }

    [Fact]
    public void Fixed_buckets_are_aligned_to_1970_also_before_it()
    {
        var edges = BucketEdges.Of(
            Span("1969-12-31T23:50Z", "1970-01-01T00:05Z"), new BucketSize(TimeSpan.FromMinutes(15)));

        Assert.Equal(["1969-12-31T23:45Z", "1970-01-01T00:00Z", "1970-01-01T00:15Z"], Texts(edges));
    }

    [Fact]
    public void Too_many_buckets_are_refused() => Assert.Throws<ArgumentException>(() => BucketEdges.Of(
        Span("2000-01-01T00:00Z", "2020-01-01T00:00Z"), new BucketSize(TimeSpan.FromSeconds(1))));

    [Fact]
    public void A_zone_that_is_not_known_is_refused_by_name()
    {
        var refused = Assert.Throws<ArgumentException>(() => BucketEdges.Of(
            Span("2020-01-01T00:00Z", "2020-01-02T00:00Z"), new BucketSize(null, CalendarUnit.Day, "Mars/Olympus")));

        Assert.Contains("Mars/Olympus", refused.Message, StringComparison.Ordinal);
    }

    static TimeRange Span(string from, string to) => new(At(from), At(to));

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    static string[] Texts(long[] edges) =>
        [.. edges.Select(e => Micros.ToInstant(e).ToString("yyyy-MM-ddTHH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture))];
}
