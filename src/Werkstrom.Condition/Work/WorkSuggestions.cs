using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Past;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Work;

/// <summary>Fills a new order in: from its case, and from the last orders that were done for the same failure mode.</summary>
sealed class WorkSuggestions(
    RecordQueries queries, AssetCatalog assets, SignalCatalog signals, CaseSuspicion suspicion, HouseLanguage house, IStringLocalizer<WorkText> text)
{
    const int MostLooked = 500;

    /// <summary>An order for a case, not written yet. Where nobody said what it is, what the past suggests counts, and the order says that it is a suspicion.</summary>
    /// <param name="found">The record of the case.</param>
    /// <param name="now">When it is asked for; later orders are not looked at.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The order, and the one that it was filled in from; null when there was none.</returns>
    public async Task<(WorkOrder Order, WorkOrder? Like)> ForCaseAsync(RecordRow found, DateTimeOffset now, CancellationToken stop)
    {
        var suspected = found.Values.GetValueOrDefault("failure_mode") is string ? null : await suspicion.OfAsync(found.Id, stop);
        var mode = found.Values.GetValueOrDefault("failure_mode") as string ?? suspected?.Mode;
        WorkOrder order = new()
        {
            At = now,
            AssetId = found.AssetId,
            CaseId = found.Id,
            Origin = string.Create(CultureInfo.InvariantCulture, $"case:{found.Id}"),
            Title = Short(found.Values.GetValueOrDefault("title") as string ?? "", 200),
            FailureMode = mode,
            Priority = found.Values.GetValueOrDefault("severity") as string == "act" ? "high" : "normal",
            Assignee = found.Values.GetValueOrDefault("assignee") as string,
            Remark = found.Values.GetValueOrDefault("cause") as string ?? Said(suspected),
        };
        return await LastAsync(found.AssetId, mode, now, stop) is { } last ? (Like(order, last), last) : (order, null);
    }

    /// <summary>The last order that was done on an asset, else on one of its sisters, for a failure mode; null when there is none or no mode.</summary>
    public async Task<WorkOrder?> LastAsync(int? assetId, string? mode, DateTimeOffset now, CancellationToken stop)
    {
        if (assetId is not { } asset || mode is null or "UNK" or "OTH")
            return null;
        var done = new Dictionary<string, string> { ["state"] = WorkState.Done, ["failure_mode"] = mode };
        var rows = await queries.ListAsync(new(WorkOrder.Type, [asset, .. Sisters(asset)], To: now, Fields: done, Limit: MostLooked), stop);
        return rows.Select(WorkOrder.Of).OrderBy(o => o.AssetId == asset ? 0 : 1).ThenByDescending(o => o.EndedAt ?? o.At).FirstOrDefault();
    }

    /// <summary>Assets that are built alike: the same type, and at least half of all their signals have the same names.</summary>
    public IReadOnlyList<int> Sisters(int assetId)
    {
        if (!assets.TryGet(assetId, out var asset) || asset.Kind.Length == 0)
            return [];
        var names = signals.All.Where(s => !PlantData.IsOwn(s)).ToLookup(s => s.AssetId, s => s.Name);
        var own = names[asset.Id].ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. assets.All.Where(other => other.Id != asset.Id && AssetType.IsSame(asset, other) && IsAlike(own, names[other.Id])).Select(other => other.Id)];
    }

    string? Said(Suspicion? suspected) =>
        suspected is null ? null : house.Say(() => text["suspected", SimilarWords.Named(suspected.Kind, suspected.Mode)].Value);

    static bool IsAlike(HashSet<string> own, IEnumerable<string> others)
    {
        var theirs = others.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var both = theirs.Count(own.Contains);
        return both > 0 && 2 * both >= own.Count + theirs.Count - both;
    }

    static WorkOrder Like(WorkOrder order, WorkOrder last) => order with
    {
        Part = last.Part,
        PartCost = last.PartCost,
        Skill = last.Skill,
        Checklist = [.. last.Checklist.Select(line => new CheckLine(line.Text))],
    };

    static string Short(string text, int most) => text.Length <= most ? text : text[..most];
}
