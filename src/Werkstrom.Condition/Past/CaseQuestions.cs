using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Past;

/// <summary>Makes of a case what is asked of the past.</summary>
sealed class CaseQuestions(FindingBook findings, RecordQueries records, SignalCatalog signals, AssetCatalog assets, LiveValues live, TimeProvider time)
{
    /// <summary>More signals than a person can compare.</summary>
    const int Most = 3;

    // an answer is kept so long before what has come since is looked at
    static readonly TimeSpan Renewed = TimeSpan.FromMinutes(10);

    /// <summary>The question of a case; null when there is no such case, or none of a known asset.</summary>
    public async Task<CaseQuestion?> OfAsync(long caseId, CancellationToken stop)
    {
        if (await records.FindAsync(caseId, stop) is not { Type: "case", IsWithdrawn: false, AssetId: { } assetId } row)
            return null;
        var found = await findings.OfCaseAsync(caseId, stop);
        var shown = Shown(found);
        var machine = Machine(shown.Count > 0 ? shown[0].AssetId : assetId);
        var within = assets.Within(machine).Select(a => a.Id).ToHashSet();
        Signal[] compared = [.. shown.Where(s => within.Contains(s.AssetId)).Take(Most)];
        return new(caseId, machine, found.Count > 0 ? found.Min(f => f.Since) : row.At, LastSign(row, found, compared), compared);
    }

    // what still lasts is compared as it is now, not as it was when it was noticed: wear grows
    DateTimeOffset LastSign(RecordRow row, IReadOnlyList<Finding> found, Signal[] compared)
    {
        if (found.Count == 0)
            return row.Values.GetValueOrDefault("last_at") as DateTimeOffset? ?? row.At;
        var last = found.Max(f => f.EndedAt > f.At ? f.EndedAt.Value : f.At);
        if (History.State(row) is "closed" or "false-alarm" || found.All(f => f.EndedAt is not null))
            return last;
        var (now, newest) = (time.GetUtcNow(), compared.Select(s => live.TryGet(s.Id, out var value) ? Micros.ToInstant(value.Instant) : last).DefaultIfEmpty(last).Max());
        var until = newest < now ? newest : now;
        until = until.AddTicks(-(until.Ticks % Renewed.Ticks));
        return until > last ? until : last;
    }

    /// <summary>The machine or meter that an asset is a part of, else the asset itself.</summary>
    public int Machine(int assetId)
    {
        for (var id = assetId; assets.TryGet(id, out var asset); id = asset.ParentId.Value)
        {
            if (asset.Kind is AssetKinds.Machine or AssetKinds.Meter)
                return id;
            if (asset.ParentId is null)
                break;
        }

        return assetId;
    }

    // a finding of one signal counts by how far it is off; of one of the whole asset each signal has its share
    List<Signal> Shown(IReadOnlyList<Finding> found) =>
    [
        .. found.SelectMany(Weights)
            .GroupBy(w => w.SignalId).OrderByDescending(g => g.Max(w => w.Weight)).ThenBy(g => g.Key)
            .Select(g => signals.TryGet(g.Key, out var signal) ? signal : null).OfType<Signal>()
            .Where(s => s.Kind is SignalKind.Measurement or SignalKind.Counter && !PlantData.IsOwn(s)),
    ];

    static IEnumerable<(int SignalId, double Weight)> Weights(Finding finding) => finding.SignalId is { } id
        ? [(id, finding.Score)]
        : (finding.Parts ?? []).Select(p => (p.SignalId, finding.Score * p.Share));
}
