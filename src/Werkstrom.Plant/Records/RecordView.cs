using Werkstrom.Plant.Asking;
using Werkstrom.Store.Records;

namespace Werkstrom.Plant.Records;

/// <summary>The wire shape of a <see cref="RecordRow"/>.</summary>
/// <param name="Id">Number; the same through all revisions.</param>
/// <param name="Type">Name of its type.</param>
/// <param name="Revision">1 when new, one more with every correction.</param>
/// <param name="AssetId">The asset it concerns, or null.</param>
/// <param name="At">When it happened or began, ISO 8601 UTC.</param>
/// <param name="Until">When it ended; null for a moment or while it lasts.</param>
/// <param name="Origin">Where it came from: hand, import:7, a module's name.</param>
/// <param name="RecordedAt">When this revision was written.</param>
/// <param name="Author">Who wrote this revision.</param>
/// <param name="IsWithdrawn">True when it was taken back.</param>
/// <param name="Values">By name of the field.</param>
sealed record RecordView(
    long Id, string Type, int Revision, int? AssetId, string At, string? Until, string Origin, string RecordedAt, string Author,
    bool IsWithdrawn, IReadOnlyDictionary<string, object> Values)
{
    /// <summary>The wire shape of a row.</summary>
    public static RecordView Of(RecordRow row) => new(
        row.Id, row.Type, row.Revision, row.AssetId, Iso.Of(row.At), row.Until is { } until ? Iso.Of(until) : null, row.Origin,
        Iso.Of(row.RecordedAt), row.Author, row.IsWithdrawn, row.Values);
}

/// <summary>Records.</summary>
/// <param name="Records">Newest first.</param>
/// <param name="Next">What to send as <c>cursor</c> for the page that follows; null on the last one.</param>
sealed record RecordList(IReadOnlyList<RecordView> Records, string? Next);
