using Werkstrom.Kernel.Records;

namespace Werkstrom.Store.Records;

/// <summary>A row of a record type as it holds now, or a former revision of it.</summary>
/// <param name="Id">Its number; the same through all revisions.</param>
/// <param name="Type">Name of its <see cref="RecordType"/>.</param>
/// <param name="Revision">1 when new, one more with every correction.</param>
/// <param name="AssetId">The asset it concerns, or null.</param>
/// <param name="At">When it happened or began, UTC.</param>
/// <param name="Until">When it ended, after <paramref name="At"/>; null for a moment or while it lasts.</param>
/// <param name="Origin">Where it came from: <c>hand</c>, <c>import:7</c>, a module's name.</param>
/// <param name="RecordedAt">When this revision was written, UTC.</param>
/// <param name="Author">Who wrote this revision.</param>
/// <param name="IsWithdrawn">True when it was taken back.</param>
/// <param name="Values">By name of the field, in the types that <see cref="FieldType"/> names; fields without a value are not there.</param>
public sealed record RecordRow(
    long Id, string Type, int Revision, int? AssetId, DateTimeOffset At, DateTimeOffset? Until, string Origin,
    DateTimeOffset RecordedAt, string Author, bool IsWithdrawn, IReadOnlyDictionary<string, object> Values);

/// <summary>A row to be written.</summary>
/// <param name="Type">Name of its <see cref="RecordType"/>.</param>
/// <param name="AssetId">The asset it concerns, or null.</param>
/// <param name="At">When it happened or began.</param>
/// <param name="Until">When it ended, or null.</param>
/// <param name="Values">By name of the field: what JSON, a form or a file gave.</param>
/// <param name="Origin">Where it comes from, at most 200 characters; default <c>hand</c>.</param>
public sealed record NewRecord(
    string Type, int? AssetId, DateTimeOffset At, DateTimeOffset? Until, IReadOnlyDictionary<string, object?> Values, string Origin = "hand");

/// <summary>What became of rows to be written: all of them were, or none.</summary>
/// <param name="Rows">The rows as written; empty when one of them was refused.</param>
/// <param name="Errors">
/// All that is wrong, by row and field: <c>[2].quantity</c>, or <c>[2].type</c>, <c>[2].assetId</c>, <c>[2].until</c>,
/// <c>[2].origin</c>, <c>[0].revision</c>. Empty when they were written.
/// </param>
public sealed record RecordsWritten(IReadOnlyList<RecordRow> Rows, IReadOnlyDictionary<string, string[]> Errors)
{
    /// <summary>True when they were written.</summary>
    public bool IsGood => Errors.Count == 0;

    /// <summary>True when somebody else changed the row since it was read.</summary>
    public bool IsLate => Errors.ContainsKey(Revision);

    const string Revision = "[0].revision";

    internal static RecordsWritten Late(int read, RecordRow now) => new([], new Dictionary<string, string[]>
    {
        [Revision] = [$"The row was changed by {now.Author}: revision {read} was read, {now.Revision} holds now."],
    });
}

/// <summary>Which rows are asked for. Withdrawn ones only when asked for.</summary>
/// <param name="Type">Name of the type; null for all.</param>
/// <param name="AssetIds">Only of these assets; null for all.</param>
/// <param name="From">Only those that begin at or after it.</param>
/// <param name="To">Only those that begin before it.</param>
/// <param name="Fields">Only those whose fields have these values, as text in the invariant culture.</param>
/// <param name="WithWithdrawn">True to get rows that were taken back, too.</param>
/// <param name="Limit">How many at most, newest first. Default 1,000.</param>
/// <param name="Offset">How many to pass over. Default 0.</param>
/// <param name="ChangedFrom">Only those whose revision that holds now was written at or after it.</param>
/// <param name="IsOpen">True for those without an end only, false for those with one; null for both.</param>
public sealed record RecordFilter(
    string? Type = null, IReadOnlyCollection<int>? AssetIds = null, DateTimeOffset? From = null, DateTimeOffset? To = null,
    IReadOnlyDictionary<string, string>? Fields = null, bool WithWithdrawn = false, int Limit = 1_000, int Offset = 0,
    DateTimeOffset? ChangedFrom = null, bool? IsOpen = null);
