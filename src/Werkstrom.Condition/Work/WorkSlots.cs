using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Work;

/// <summary>What speaks against a slot: another order of the same asset or person at that time, or that the asset may not last until then.</summary>
sealed class WorkSlots(WorkDesk desk, AssetCatalog assets, SignalCatalog signals, LiveValues live, Format format, TimeProvider time)
{
    // a remaining life that nobody told anew for so long says nothing any more
    static readonly TimeSpan LifeIsFresh = TimeSpan.FromDays(2);

    /// <summary>All that speaks against the slot of an order; empty when it has none or nothing does.</summary>
    public async Task<IReadOnlyList<WorkFault>> WarningsAsync(WorkOrder order, CancellationToken stop)
    {
        if (order is not { PlannedFrom: { } from, PlannedTo: { } to } || !WorkState.IsLeft(order.State))
            return [];
        List<WorkFault> warnings = [];
        foreach (var other in await desk.LeftAsync(stop))
        {
            if (other.Id == order.Id || !(other.PlannedFrom < to && other.PlannedTo > from))
                continue;
            if (order.AssetId is { } a && other.AssetId is { } b && (assets.IsWithin(a, b) || assets.IsWithin(b, a)))
                warnings.Add(new("planned_from", "warn.asset", other.Title, WorkWords.Slot(other, format), other.Id));
            if (order.Assignee is { } who && string.Equals(who, other.Assignee, StringComparison.OrdinalIgnoreCase))
                warnings.Add(new("planned_from", "warn.person", who, other.Title, WorkWords.Slot(other, format), other.Id));
        }

        if (LastsUntil(order.AssetId) is { } end && end < to)
            warnings.Add(new("planned_from", "warn.life", format.Time(end)));
        return warnings;
    }

    /// <summary>Until when an asset is expected to last, as its signal <c>remaining_life</c> said last; null when it says nothing.</summary>
    public DateTimeOffset? LastsUntil(int? assetId)
    {
        if (assetId is not { } id)
            return null;
        DateTimeOffset? first = null;
        foreach (var signal in signals.All.Where(s => s.Name == PlantData.LifeSignal && !s.IsArchived && assets.IsWithin(s.AssetId, id)))
        {
            if (live.TryGet(signal.Id, out var value) && Ucum.TryConversion(signal.Unit, "h", out var toHours)
                && Micros.ToInstant(value.Instant) is var at && time.GetUtcNow() - at < LifeIsFresh
                && at.AddHours(Math.Min(toHours.Of(value.Value), 1e6)) is var end && (first is null || end < first))
            {
                first = end;
            }
        }

        return first;
    }
}
