using Werkstrom.Emulator.Demo;
using Werkstrom.Emulator.Works;

namespace Werkstrom.Tests.Emulator;

public sealed class WorksLogTests
{
    static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_working_day_has_two_shifts_with_an_order_on_each_line()
    {
        var entries = Watch(Monday, days: 1);

        Assert.Equal(
            [(1, new DateTimeOffset(2026, 3, 2, 5, 0, 0, TimeSpan.Zero)), (2, new(2026, 3, 2, 13, 0, 0, TimeSpan.Zero))], // 06:00 and 14:00 CET
            entries.Where(e => e.Kind == WorksEntryKind.Shift).Select(e => (e.Shift, e.From)));
        Assert.Equal(["line1", "line2", "line1", "line2"], entries.Where(e => e.Kind == WorksEntryKind.Order).Select(e => e.Asset));
        Assert.All(entries.Where(e => e.Kind == WorksEntryKind.Order), order => Assert.InRange(order.Good, 40, 400));
    }

    [Fact]
    public void A_failure_is_told_when_it_begins_and_when_it_is_repaired()
    {
        var entries = Watch(Monday, days: 15).Where(e => e.Asset == "line1/mill2").ToList();

        Assert.Equal([WorksEntryKind.FailureBegins, WorksEntryKind.FailureEnds], entries.Select(e => e.Kind));
        Assert.Equal(TimeSpan.FromHours(7), entries[1].To - entries[1].From);
    }

    [Fact]
    public void What_was_told_before_a_restart_is_not_told_again()
    {
        var works = new MetalWorks(1, Monday);
        var log = new WorksLog(works);
        for (var i = 0; i < 1440; i++)
        {
            works.Advance(TimeSpan.FromMinutes(1));
            log.See(isNew: false);
        }

        Assert.Empty(log.Take());
    }

    static IReadOnlyList<WorksEntry> Watch(DateTimeOffset from, int days)
    {
        var works = new MetalWorks(1, from);
        var log = new WorksLog(works);
        while (works.Now < from.AddDays(days))
        {
            works.Advance(TimeSpan.FromMinutes(1));
            log.See(isNew: true);
        }

        return log.Take();
    }
}
