using Werkstrom.Energy.Works;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Works;

/// <summary>Costs by machine and order, computed by hand.</summary>
public sealed class WorksSumsTests
{
    static readonly int Noon = Quarters.At(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_order_over_two_quarter_hours_pays_each_at_its_price()
    {
        // 3 kWh at 10 ct and 5 kWh at 20 ct: 1.30 €, 8 kWh × 0.3 and 0.5 kg
        var data = Data(Noon, [3_000, 5_000], [10_000, 20_000], [300, 500], Order(1, 0, 30, 10));
        var order = Assert.Single(WorksSums.Of(data).Orders);
        Assert.Equal((8_000m, 1.30m, 13.0m), (order.Sum.Wh, order.Sum.Euros, order.CentsPerPiece));
        Assert.Equal(3.4, order.Sum.Kilograms, 9);
        Assert.Equal(16.25m, order.Sum.CentsPerKilowattHour);
        Assert.Equal(0m, WorksSums.Of(data).Machines[0].Outside.Wh);
    }

    [Fact]
    public void A_quarter_hour_belongs_to_orders_by_their_time_and_the_rest_to_none()
    {
        // the first order has 5 of the first 15 minutes, the second the last 5: a third each
        var data = Data(Noon, [3_000], [10_000], [300], Order(1, 0, 5, 1), Order(2, 10, 15, 1));
        var (machines, orders) = WorksSums.Of(data);
        Assert.All(orders, o => Assert.Equal(0.10m, Math.Round(o.Sum.Euros, 12)));
        Assert.Equal(0.10m, Math.Round(machines[0].Outside.Euros, 12));
        Assert.Equal(0.30m, machines[0].All.Euros);

        // two at once share it, and nothing is counted twice
        var both = WorksSums.Of(Data(Noon, [3_000], [10_000], [300], Order(1, 0, 15, 1), Order(2, 0, 15, 1)));
        Assert.All(both.Orders, o => Assert.Equal(0.15m, o.Sum.Euros));
        Assert.Equal(0m, both.Machines[0].Outside.Euros);
    }

    [Fact]
    public void What_is_missing_is_counted_and_never_guessed()
    {
        var order = WorksSums.Of(Data(Noon, [null, 4_000, 1_000], [10_000, null, 10_000], [300, 300, null], Order(1, 0, 45, 0))).Orders[0];
        Assert.Equal((5_000m, 0.10m, 2, 1, 1, 1), (order.Sum.Wh, order.Sum.Euros, order.Sum.Quarters, order.Sum.Missing, order.Sum.Unpriced, order.Sum.Uncarboned));
        Assert.Null(order.CentsPerPiece); // no pieces
    }

    [Theory]
    [InlineData(2026, 3, 29, 20)] // the clock jumps from 2 to 3
    [InlineData(2026, 10, 25, 28)] // the hour from 2 comes twice
    [InlineData(2026, 6, 1, 24)]
    public void An_order_from_midnight_to_six_has_the_quarter_hours_of_its_night(int year, int month, int day, int kwh)
    {
        var range = GermanTime.Day(new(year, month, day));
        var six = Enumerable.Range(range.First, range.Count).First(q => GermanTime.OfClock(q) == 24);
        int?[] wh = [.. Enumerable.Repeat((int?)1_000, range.Count)], price = [.. Enumerable.Repeat((int?)10_000, range.Count)];
        WorksOrder order = new(1, "A", "P", 1, Quarters.Start(range.First), Quarters.Start(six), [7]);
        WorksData data = new(range, price, new double?[range.Count], [new(7, "Mill", "works/mill/energy", wh)], [order], []);
        Assert.Equal((kwh * 1_000m, kwh * 0.10m), (WorksSums.Of(data).Orders[0].Sum.Wh, WorksSums.Of(data).Orders[0].Sum.Euros));
    }

    [Fact]
    public void Moving_a_load_to_its_cheapest_time_saves_what_the_hand_computes()
    {
        // 1 kWh in the first two of four quarter-hours at 30 ct: 0.60 €; in the last two 2 kWh × 10 ct: 0.20 €
        var range = GermanTime.Day(new(2026, 6, 1));
        int?[] wh = [1_000, 1_000, 0, 0, .. Enumerable.Repeat((int?)0, 92)], price = [30_000, 30_000, 10_000, 10_000, .. Enumerable.Repeat((int?)50_000, 92)];
        double?[] carbon = [500, 500, 200, 200, .. Enumerable.Repeat((double?)0, 92)];
        MachineLoad machine = new(7, "Oven", "works/oven/energy", wh);
        var moved = MovableLoads.Of(new(range, price, carbon, [machine], [], []), new() { AssetId = 7, Earliest = 0, Latest = 4, Quarters = 2 }, machine);
        Assert.Equal((1, 0, 2m, 0.40m, 146.0m), (moved.Days, moved.Left, moved.Kilowatthours, moved.Euros, moved.EurosPerYear));
        Assert.Equal(0.6, moved.Kilograms, 9); // 2 kWh × (0.5 − 0.2) kg
        Assert.Equal(2, moved.Starts[0].Clock);
    }

    [Theory]
    [InlineData(null, null, "2026-02-23", "2026-03-01", "")] // the last seven that are over
    [InlineData("2026-02-01", "2026-02-02", "2026-02-01", "2026-02-02", "")]
    [InlineData("2026-02-20", null, "2026-02-20", "2026-03-01", "")]
    [InlineData(null, "2026-03-02", "2026-02-24", "2026-03-02", "")]
    [InlineData("2026-03-02", "2026-03-03", "2026-03-02", "2026-03-03", "to:days.future")]
    [InlineData("2026-03-09", "2026-03-10", "2026-03-09", "2026-03-10", "from:days.future to:days.future")]
    [InlineData("2026-02-20", "2026-02-10", "2026-02-20", "2026-02-10", "from:days.order")]
    [InlineData("2026-01-01", "2026-03-01", "2026-01-01", "2026-03-01", "from:days.many")]
    [InlineData("1.3.2026", "2026-03-01", "2026-02-23", "2026-03-01", "from:days.day")]
    public void Days_that_cannot_be_shown_are_named_and_not_replaced(string? from, string? to, string first, string last, string faults)
    {
        DateTimeOffset now = new(2026, 3, 2, 12, 7, 0, TimeSpan.Zero);
        var days = WorksApi.Days(from, to, now);
        Assert.Equal((first, last, faults), ($"{days.From:yyyy-MM-dd}", $"{days.To:yyyy-MM-dd}", string.Join(' ', days.Faults.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}:{f.Value}"))));
    }

    [Fact]
    public void What_is_still_to_come_today_is_not_silent_and_a_window_that_runs_is_not_computed()
    {
        // 13:07 by the German clock: 52 quarter-hours are over
        var range = WorksApi.Range(new(2026, 3, 2), new(2026, 3, 2), new(2026, 3, 2, 12, 7, 0, TimeSpan.Zero));
        Assert.Equal((GermanTime.Day(new(2026, 3, 2)).First, 52), (range.First, range.Count));
        MachineLoad machine = new(7, "Oven", "x", [1_000, .. Enumerable.Repeat((int?)0, 51)]);
        WorksData data = new(range, [.. Enumerable.Repeat((int?)10_000, 52)], new double?[52], [machine], [], []);
        var runs = MovableLoads.Of(data, new() { AssetId = 7, Earliest = 0, Latest = 60, Quarters = 2 }, machine);
        Assert.Equal((0, 1, MoveGap.Running), (runs.Days, runs.Left, Assert.Single(runs.Gaps).Key));
        Assert.Equal(1, MovableLoads.Of(data, new() { AssetId = 7, Earliest = 0, Latest = 52, Quarters = 2 }, machine).Days);
    }

    [Fact]
    public void A_load_that_does_not_fit_or_has_a_gap_is_left_out_and_one_that_ran_cheaper_saves_nothing()
    {
        var range = GermanTime.Day(new(2026, 6, 1));
        int?[] price = [30_000, 10_000, 20_000, 20_000, .. Enumerable.Repeat((int?)20_000, 92)];
        MovedLoad Of(int quarters, params int?[] first)
        {
            MachineLoad machine = new(7, "Oven", "x", [.. first, .. Enumerable.Repeat((int?)0, 92)]);
            return MovableLoads.Of(new(range, price, new double?[96], [machine], [], []), new() { AssetId = 7, Earliest = 0, Latest = 4, Quarters = quarters }, machine);
        }

        Assert.Equal((0, 1), (Of(1, 500, 500, 500, 500).Days, Of(1, 500, 500, 500, 500).Left)); // 2 kWh in a quarter-hour, where 0.5 was the most
        Assert.Equal(0, Of(2, 500, null, 500, 500).Days);
        Assert.Equal([(MoveGap.Dense, 1)], Of(1, 500, 500, 500, 500).Gaps.Select(g => (g.Key, g.Value)));
        Assert.Equal([(MoveGap.Values, 1)], Of(2, 500, null, 500, 500).Gaps.Select(g => (g.Key, g.Value)));
        Assert.Equal([(MoveGap.Idle, 1)], Of(2, 0, 0, 0, 0).Gaps.Select(g => (g.Key, g.Value)));
        Assert.Equal((1, 0m), (Of(2, 0, 800, 0, 0).Days, Of(2, 0, 800, 0, 0).Euros));
    }

    [Fact]
    public void The_cheapest_start_is_that_of_trying_all()
    {
        Random random = new(8);
        for (var round = 0; round < 200; round++)
        {
            int?[] price = [.. Enumerable.Range(0, 40).Select(_ => random.Next(12) == 0 ? (int?)null : random.Next(-20, 60))];
            var length = random.Next(1, 9);
            var tried = Enumerable.Range(0, 41 - length).Where(s => price.Skip(s).Take(length).All(p => p is not null)).ToList();
            var expected = tried.Count == 0 ? (int?)null : tried.OrderBy(s => price.Skip(s).Take(length).Sum(p => p!.Value)).ThenBy(s => s).First();
            Assert.Equal(expected, MovableLoads.Cheapest([.. Enumerable.Range(0, 40)], length, q => price[q]));
        }
    }

    static WorksOrder Order(long id, int fromMinute, int toMinute, double pieces) =>
        new(id, $"A{id}", "Flange", pieces, Quarters.Start(Noon).AddMinutes(fromMinute), Quarters.Start(Noon).AddMinutes(toMinute), [7]);

    static WorksData Data(int first, int?[] wh, int?[] price, double?[] carbon, params WorksOrder[] orders) =>
        new(new(first, wh.Length), price, carbon, [new(7, "Mill", "works/mill/energy", wh)], orders, []);
}
