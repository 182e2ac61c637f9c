using Werkstrom.Energy.Sharing;
using Werkstrom.Kernel.Agreements;

namespace Werkstrom.Tests.Energy.Sharing;

public sealed class ShareRowsTests
{
    static readonly DateOnly First = new(2026, 9, 10), Last = new(2026, 12, 31);

    static readonly ShareGroup Group = new() { Id = 7, Region = "r", Tariff = "t", Customers = 5, FromDay = First.DayNumber, FormedAt = default };

    // each quarter-hour 100 Wh of all; of a day that is shown as a whole 9,600 Wh
    static ShareDay Day(DateOnly day, Resolution finest = Resolution.QuarterHour, string reason = "") => new()
    {
        GroupId = 7,
        Day = day.DayNumber,
        Finest = finest,
        Reason = reason,
        PublishedAt = default,
        Wh = reason.Length > 0 ? "" : string.Join(',', finest switch { Resolution.Day => [9_600], Resolution.Hour => Enumerable.Repeat(400, 24), _ => Enumerable.Repeat(100, 96) }),
    };

    static List<SharedRow> Rows(Resolution resolution, DateOnly from, DateOnly until, Func<int, int?>? index = null, params ShareDay[] days) =>
        [.. ShareRows.Of(Group, days, new("energy-use", resolution, First, Last, from, until), index)];

    [Theory]
    [InlineData(Resolution.QuarterHour, 96, 0.1)]
    [InlineData(Resolution.Hour, 24, 0.4)]
    [InlineData(Resolution.Day, 1, 9.6)]
    public void Nothing_finer_than_agreed_is_shown(Resolution resolution, int count, double kwh)
    {
        DateOnly day = new(2026, 9, 12);
        var rows = Rows(resolution, day, day, q => q % 2 == 0 ? 40 : 60, Day(day.AddDays(-1)), Day(day), Day(day.AddDays(1)));
        Assert.Equal((count, kwh), (rows.Count, rows[0].Value));
        Assert.All(rows, r => Assert.Equal(resolution == Resolution.QuarterHour ? r.Index : 50, r.Index));
        Assert.Equal(new DateTimeOffset(2026, 9, 11, 22, 0, 0, TimeSpan.Zero), rows[0].From);
    }

    [Fact]
    public void A_day_that_is_shown_as_a_whole_stays_so_and_one_that_is_withheld_is_not_there()
    {
        DateOnly day = new(2026, 9, 12);
        var rows = Rows(Resolution.QuarterHour, First, Last, _ => 50, Day(day, Resolution.Day), Day(day.AddDays(1), reason: "dominant"), Day(day.AddDays(2), Resolution.Hour));
        Assert.Equal(25, rows.Count);
        Assert.Equal((9.6, null, 96), (rows[0].Value, rows[0].Index, rows[0].Quarters)); // the mean would tell of the quarter-hours that are not shown
        Assert.Equal((0.4, 50.0, 4), (rows[1].Value, rows[1].Index, rows[1].Quarters));
    }

    [Fact]
    public void A_month_is_shown_when_all_of_its_days_are_decided_and_never_in_part()
    {
        ShareDay[] september = [.. Enumerable.Range(0, 21).Select(i => Day(First.AddDays(i)))];
        ShareDay[] october = [.. Enumerable.Range(1, 31).Select(i => Day(new(2026, 10, i), reason: i == 3 ? "missing" : ""))];
        Assert.Empty(Rows(Resolution.Month, new(2026, 10, 1), new(2026, 10, 31), null, october[..30]));
        foreach (var until in new DateOnly[] { new(2026, 10, 1), new(2026, 10, 15), new(2026, 10, 31) })
        {
            // 25 October has 100 quarter-hours; one day is missing: 29 × 9.6 + 10 kWh
            var row = Assert.Single(Rows(Resolution.Month, new(2026, 10, 1), until, null, [.. october.Where(d => d.Day != new DateOnly(2026, 10, 25).DayNumber), Longer(new(2026, 10, 25))]));
            Assert.Equal((new DateTimeOffset(2026, 9, 30, 22, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 31, 23, 0, 0, TimeSpan.Zero)), (row.From, row.To));
            Assert.Equal((288.4, (30 * 96) + 4), (Math.Round(row.Value, 6), row.Quarters));
        }

        Assert.Empty(Rows(Resolution.Month, First, new(2026, 9, 30), null, september)); // the agreement begins within the month
    }

    static ShareDay Longer(DateOnly day) => new() { GroupId = 7, Day = day.DayNumber, Finest = Resolution.QuarterHour, Reason = "", PublishedAt = default, Wh = string.Join(',', Enumerable.Repeat(100, 100)) };
}
