using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Ui.Menu;

namespace Werkstrom.Condition.Work;

/// <summary>Lets the one search find work orders: by title, number, state, machine, part, and who does them.</summary>
sealed class WorkSearch(WorkDesk desk, AssetCatalog assets, IStringLocalizer<WorkText> text, TimeProvider time) : ISearchSource
{
    const int Most = 300;
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(10); // people type letter by letter

    Found? _found;

    public async Task<IReadOnlyList<SearchTarget>> ListAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (Volatile.Read(ref _found) is not { } found || now - found.At > Kept)
            Volatile.Write(ref _found, found = new(now, await desk.ListAsync(new(Limit: Most), stop)));
        return [.. found.Orders.Select(Target)];
    }

    SearchTarget Target(WorkOrder order)
    {
        List<string> where = [text["number", order.Id].Value, text["state." + order.State].Value];
        if (order.AssetId is { } id && assets.TryGet(id, out var asset))
            where.Add(asset.ShownPath);
        where.AddRange(new[] { order.Part, order.Assignee }.OfType<string>());
        return new("work", order.Title, string.Join(" · ", where), WorkWords.Page(order.Id));
    }

    sealed record Found(DateTimeOffset At, IReadOnlyList<WorkOrder> Orders);
}
