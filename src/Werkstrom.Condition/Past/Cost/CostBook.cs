using Microsoft.Extensions.Options;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Past.Cost;

/// <summary>Knows what standing still and mending cost a machine: what was set, else the median of what was recorded before an instant.</summary>
sealed class CostBook(
    CostSettings settings, FailureBook failures, RecordQueries records, Sisters sisters, AssetCatalog assets, IOptions<ConditionOptions> options)
{
    const int Most = 10_000;

    /// <summary>The figures of a machine.</summary>
    /// <param name="assetId">The machine.</param>
    /// <param name="kind">What the failure would be called; its records count before others. Null: any.</param>
    /// <param name="at">Only what was recorded of times before it.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<CostInputs> OfAsync(int assetId, string? kind, DateTimeOffset at, CancellationToken stop)
    {
        var known = await failures.ListAsync(assetId, null, at, stop);
        var same = Same(known, kind);
        var own = await WorkAsync([.. assets.Within(assetId).Select(a => a.Id)], at, stop);
        var repairs = own.Where(w => !w.IsPlanned && same.Any(f => w.Started >= f.At.AddHours(-1) && w.Started <= (f.Until ?? f.At).AddHours(1))).ToList();
        var parts = repairs.Select(r => r.Part).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var planned = own.Where(w => w.IsPlanned).Concat(await SistersAsync(assetId, parts, at, stop)).ToList();
        return new(
            Set(assetId, s => (double?)s.DowntimePerHour) ?? (options.Value.DowntimeCostPerHour is { } all ? new(all, CostSource.Configured) : CostInput.Missing),
            Set(assetId, s => s.PlannedHours) ?? Median(Of(planned, parts).Select(w => w.Downtime)),
            Set(assetId, s => s.UnplannedHours) ?? Median(same.Select(f => (f.Until - f.At)?.TotalHours)),
            Set(assetId, s => (double?)s.PartCost) ?? Median(repairs.Select(w => w.PartCost)));
    }

    /// <summary>Whether a machine failed, or its part was replaced by planned work, after an instant and before another.</summary>
    public async Task<bool> HasFailedAsync(int assetId, string? kind, DateTimeOffset after, DateTimeOffset at, CancellationToken stop)
    {
        var same = Same(await failures.ListAsync(assetId, null, at, stop), kind);
        if (same.Any(f => f.At > after))
            return true;
        var work = await WorkAsync([.. assets.Within(assetId).Select(a => a.Id)], at, stop);
        var parts = work.Where(w => !w.IsPlanned && same.Any(f => w.Started >= f.At.AddHours(-1) && w.Started <= (f.Until ?? f.At).AddHours(1)))
            .Select(w => w.Part).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return work.Any(w => w is { IsPlanned: true, Part: { } part } && w.Started > after && parts.Contains(part));
    }

    static IReadOnlyList<KnownFailure> Same(IReadOnlyList<KnownFailure> known, string? kind)
    {
        var same = kind is null ? [] : known.Where(f => string.Equals(f.Kind.Trim(), kind.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        return same.Count > 0 ? same : known;
    }

    // work on the same part says more than other work; without any other work says something
    static IReadOnlyList<Work> Of(IReadOnlyList<Work> planned, HashSet<string> parts) =>
        planned.Where(w => w.Part is { } part && parts.Contains(part)).ToList() is { Count: > 0 } same ? same : planned;

    async Task<IReadOnlyList<Work>> SistersAsync(int assetId, HashSet<string> parts, DateTimeOffset at, CancellationToken stop)
    {
        if (parts.Count == 0 || !assets.TryGet(assetId, out var own))
            return [];
        var work = await WorkAsync([.. sisters.Of(own).Select(a => a.Id)], at, stop);
        return [.. work.Where(w => w is { IsPlanned: true, Part: { } part } && parts.Contains(part))];
    }

    async Task<IReadOnlyList<Work>> WorkAsync(IReadOnlyCollection<int> of, DateTimeOffset at, CancellationToken stop)
    {
        if (of.Count == 0)
            return [];
        var rows = await records.ListAsync(new("work-order", of, null, at, new Dictionary<string, string> { ["state"] = "done" }, Limit: Most), stop);
        return [.. rows.Select(Work.Of).Where(w => w.Ended <= at)];
    }

    CostInput? Set(int assetId, Func<CostSetting, double?> field) => settings.Of(assetId, field) is { } set
        ? new(set.Value, set.AssetId == assetId ? CostSource.Set : CostSource.Inherited, set.AssetId)
        : null;

    static CostInput Median(IEnumerable<double?> values)
    {
        double[] all = [.. values.OfType<double>().Where(v => v >= 0 && double.IsFinite(v)).Order()];
        return all.Length == 0 ? CostInput.Missing : new((all[(all.Length - 1) / 2] + all[all.Length / 2]) / 2, CostSource.Recorded, N: all.Length);
    }

    sealed record Work(DateTimeOffset Started, DateTimeOffset Ended, bool IsPlanned, string? Part, double? PartCost, double? Downtime)
    {
        public static Work Of(RecordRow row)
        {
            var started = row.Values.GetValueOrDefault("started_at") as DateTimeOffset? ?? row.At;
            var ended = row.Values.GetValueOrDefault("ended_at") as DateTimeOffset? ?? row.Until ?? started;
            return new(
                started, ended, row.Values.ContainsKey("planned_from"), (row.Values.GetValueOrDefault("part") as string)?.Trim(),
                row.Values.GetValueOrDefault("part_cost") as double?, row.Values.GetValueOrDefault("downtime") as double?);
        }
    }
}
