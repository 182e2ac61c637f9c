using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Ui.Menu;

namespace Werkstrom.Condition.Work;

/// <summary>Lets the one search find work orders: by title, number, state, machine, part, and who does them.</summary>
sealed class WorkSearch(WorkDesk desk, AssetCatalog assets, IStringLocalizer<WorkText> text, TimeProvider time) : KeptSearch<WorkOrder>(time)
{
    protected override async Task<IReadOnlyList<WorkOrder>> ReadAsync(CancellationToken stop) => await desk.ListAsync(new(Limit: Most), stop);

    protected override SearchTarget Target(WorkOrder order)
    {
        List<string> where = [text["number", order.Id].Value, text["state." + order.State].Value];
        if (order.AssetId is { } id && assets.TryGet(id, out var asset))
            where.Add(asset.ShownPath);
        where.AddRange(new[] { order.Part, order.Assignee }.OfType<string>());
        return new("work", order.Title, string.Join(" · ", where), WorkWords.Page(order.Id));
    }
}
