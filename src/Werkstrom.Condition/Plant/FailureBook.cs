using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Plant;

/// <summary>The failures that are known of assets: records of the type <c>failure</c>.</summary>
sealed class FailureBook(RecordQueries records, AssetCatalog assets)
{
    /// <summary>Name of the record type.</summary>
    public const string Type = "failure";

    const int Most = 10_000;

    /// <summary>Failures of an asset and those below it, oldest first.</summary>
    /// <param name="assetId">Null for all assets.</param>
    public async Task<IReadOnlyList<KnownFailure>> ListAsync(int? assetId, DateTimeOffset? from, DateTimeOffset? to, CancellationToken stop)
    {
        var within = assetId is { } id ? assets.Within(id).Select(a => a.Id).ToHashSet() : null;
        var rows = await records.ListAsync(new(Type, within, from, to, Limit: Most), stop);
        return [.. rows.Where(r => r.AssetId is not null).Select(Of).OrderBy(f => f.At)];
    }

    static KnownFailure Of(RecordRow row) => new(
        row.Id, row.AssetId!.Value, row.At, row.Until ?? row.Values.GetValueOrDefault("ended_at") as DateTimeOffset?,
        row.Values.GetValueOrDefault("kind") as string ?? "", row.Values.GetValueOrDefault("failure_mode") as string, row.Values.GetValueOrDefault("cause") as string)
    {
        Origin = row.Origin,
    };
}

/// <summary>A failure as it was recorded.</summary>
/// <param name="RecordId">Number of the record.</param>
/// <param name="AssetId">What failed.</param>
/// <param name="At">When it began.</param>
/// <param name="Until">When it was repaired; null when that is not known.</param>
/// <param name="Kind">What it was called.</param>
/// <param name="Mode">Code of the failure mode, see <c>failure_mode</c> of the record type; null when none was given.</param>
/// <param name="Cause">The cause that was given, or null.</param>
sealed record KnownFailure(
    long RecordId, int AssetId, DateTimeOffset At, DateTimeOffset? Until, string Kind, string? Mode, string? Cause)
{
    /// <summary>Where the record comes from, see <see cref="RecordRow.Origin"/>; null when a person wrote it.</summary>
    public string? Origin { get; init; }
}
