using Werkstrom.Condition.Plant;
using Werkstrom.Condition.Work;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Backtest;

/// <summary>The failures against which a back-test is held: those that were recorded, and cases that a person confirmed and that are not the word for one of them.</summary>
sealed class FailureList(FailureBook failures, RecordQueries records, AssetCatalog assets)
{
    const int Most = 10_000;

    /// <summary>Failures of an asset, those below it and those of the assets it is a part of, oldest first.</summary>
    /// <param name="assetId">Null for all assets.</param>
    /// <param name="from">At or after it.</param>
    /// <param name="to">Before it.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<IReadOnlyList<FailureMark>> ListAsync(int? assetId, DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        var recorded = (await TimedAsync(await failures.ListAsync(null, from, to, stop), stop))
            .Select(f => new FailureMark(f.RecordId, f.AssetId, f.At, f.Until, f.Kind, IsCase: false)).ToList();
        var known = recorded.Select(f => f.RecordId).ToHashSet();
        RecordFilter confirmed = new("case", null, from, to, new Dictionary<string, string> { ["state"] = "confirmed" }, Limit: Most);
        recorded.AddRange((await records.ListAsync(confirmed, stop))
            .Where(c => c.AssetId is not null && !(c.Values.GetValueOrDefault("failure") is { } failure && known.Contains(Convert.ToInt64(failure, System.Globalization.CultureInfo.InvariantCulture))))
            .Select(c => new FailureMark(c.Id, c.AssetId!.Value, c.At, c.Until, c.Values.GetValueOrDefault("title") as string ?? "", IsCase: true)));
        return [.. recorded.Where(f => assetId is not { } own || Concerns(own, f.AssetId)).OrderBy(f => f.At)];
    }

    // work on a case that was ended as a failure says when the work was, not when it failed: it would make each alarm right by itself
    async Task<IEnumerable<KnownFailure>> TimedAsync(IReadOnlyList<KnownFailure> known, CancellationToken stop)
    {
        List<KnownFailure> timed = [];
        foreach (var failure in known)
        {
            if (!WorkEnds.IsOrigin(failure.Origin, out var id) || await records.FindAsync(id, stop) is not { } row
                || WorkOrder.Of(row) is not { CaseId: not null } order || order.StartedAt != failure.At || order.EndedAt != failure.Until)
            {
                timed.Add(failure);
            }
        }

        return timed;
    }

    /// <summary>Whether a failure of one asset is one of another: the same, a part of it, or what it is a part of.</summary>
    public bool Concerns(int assetId, int failed) => assets.IsWithin(assetId, failed) || assets.IsWithin(failed, assetId);
}
