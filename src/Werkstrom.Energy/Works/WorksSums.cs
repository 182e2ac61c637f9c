using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Works;

/// <summary>What a machine used.</summary>
/// <param name="Machine">Which.</param>
/// <param name="All">All of it.</param>
/// <param name="Outside">What of it belongs to no order.</param>
sealed record MachineCost(MachineLoad Machine, WorksSum All, WorksSum Outside);

/// <summary>What an order used.</summary>
/// <param name="Order">Which.</param>
/// <param name="Sum">Energy of its machines in its time; a quarter-hour at its ends by the part that is its, one that several orders share by their times.</param>
sealed record OrderCost(WorksOrder Order, WorksSum Sum)
{
    /// <summary>Cost of a piece, ct; null without pieces.</summary>
    public decimal? CentsPerPiece => Order.Pieces > 0 ? Sum.Euros * 100 / (decimal)Order.Pieces : null;

    /// <summary>CO₂ of a piece, g; null without pieces.</summary>
    public double? GramsPerPiece => Order.Pieces > 0 ? Sum.Kilograms * 1_000 / Order.Pieces : null;
}

/// <summary>Energy × price of the quarter-hour, by machine and by order.</summary>
static class WorksSums
{
    /// <summary>Of all machines and orders.</summary>
    public static (IReadOnlyList<MachineCost> Machines, IReadOnlyList<OrderCost> Orders) Of(WorksData data)
    {
        List<OrderCost> orders = [.. data.Orders.Select(o => new OrderCost(o, new()))];
        List<MachineCost> machines = [];
        foreach (var machine in data.Machines)
        {
            MachineCost cost = new(machine, new(), new());
            var own = orders.Where(o => o.Order.Machines.Contains(machine.AssetId)).ToList();
            for (var i = 0; i < data.Range.Count; i++)
                Add(data, cost, own, i);
            machines.Add(cost);
        }

        return (machines, orders);
    }

    static void Add(WorksData data, MachineCost cost, List<OrderCost> orders, int at)
    {
        var (wh, price, carbon) = (cost.Machine.Wh[at], data.Price[at], data.Carbon[at]);
        cost.All.Add(wh, price, carbon, 1);
        List<(OrderCost Order, decimal Seconds)> parts = [.. orders.Select(o => (o, Seconds: Overlap(o.Order, data.Range.First + at))).Where(p => p.Seconds > 0)];
        var taken = parts.Sum(p => p.Seconds);
        var whole = Math.Max(Quarters.Seconds, taken); // more than a quarter-hour of orders shares it
        foreach (var (order, seconds) in parts)
            order.Sum.Add(wh, price, carbon, seconds / whole);
        if (taken < Quarters.Seconds)
            cost.Outside.Add(wh, price, carbon, (Quarters.Seconds - taken) / Quarters.Seconds);
    }

    static decimal Overlap(WorksOrder order, int quarter)
    {
        var start = Quarters.Start(quarter);
        var (from, to) = (order.From > start ? order.From : start, order.To < start.AddSeconds(Quarters.Seconds) ? order.To : start.AddSeconds(Quarters.Seconds));
        return to > from ? (decimal)(to - from).TotalSeconds : 0;
    }
}
