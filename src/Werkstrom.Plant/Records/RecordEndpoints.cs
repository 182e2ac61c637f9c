using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Records;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Records;

namespace Werkstrom.Plant.Records;

/// <summary>Typed business rows: read, append, correct, take back. Nothing is ever overwritten.</summary>
static class RecordEndpoints
{
    const int DefaultLimit = 100;
    const int MostRows = 1_000;

    /// <summary>Maps <c>/api/records</c>.</summary>
    public static void MapRecords(this IEndpointRouteBuilder api)
    {
        var records = api.MapGroup("/records").WithTags("Records");
        records.MapGet("/", List).WithName("ListRecords").WithSummary("Records of a type, of an asset and those below it, of a span; newest first, page by page");
        records.MapGet("/{id:long}", Get).WithName("GetRecord").WithSummary("A record as it holds now");
        records.MapGet("/{id:long}/history", History).WithName("GetRecordHistory").WithSummary("All revisions of a record, newest first");
        records.MapPost("/", Append).RequireAuthorization(Policies.Write).WithName("AppendRecords").WithSummary("Adds records: all of them, or none when one is wrong");
        records.MapPut("/{id:long}", Correct).RequireAuthorization(Policies.Operate).WithName("CorrectRecord").WithSummary("Corrects a record: it gets another revision, the former one stays in its history");
        records.MapDelete("/{id:long}", Withdraw).RequireAuthorization(Policies.Operate).WithName("WithdrawRecord").WithSummary("Takes a record back: it stays with its history and is no longer listed");
    }

    static async Task<Results<Ok<RecordList>, ValidationProblem>> List(
        [AsParameters] RecordAsk ask, RecordTypes types, AssetCatalog assets, RecordQueries queries, CancellationToken stop)
    {
        var faults = new Faults();
        var range = string.IsNullOrEmpty(ask.From) && string.IsNullOrEmpty(ask.To) ? null : Ask.Range(ask.From, ask.To, faults);
        var limit = Ask.Number("limit", ask.Limit, 1, MostRows, DefaultLimit, faults);
        var offset = Ask.Number("cursor", ask.Cursor, 0, int.MaxValue, 0, faults);
        var below = Ask.Number("asset", ask.Asset, 1, int.MaxValue, 0, faults);
        if (below > 0 && !assets.TryGet(below, out _))
            faults.Add("asset", $"There is no asset with the number {below}.");
        if (!string.IsNullOrEmpty(ask.Type) && !types.TryGet(ask.Type, out _))
            faults.Add("type", $"There is no record type {ask.Type}.");
        if (ask.Withdrawn is not (null or "" or "true" or "false"))
            faults.Add("withdrawn", $"withdrawn ({ask.Withdrawn}) must be true or false.");
        if (faults.Any)
            return faults.ToProblem();

        var rows = await queries.ListAsync(new(
            string.IsNullOrEmpty(ask.Type) ? null : ask.Type, below > 0 ? [.. assets.Within(below).Select(asset => asset.Id)] : null,
            range?.From, range?.To, null, ask.Withdrawn == "true", limit + 1, offset), stop);
        return TypedResults.Ok(new RecordList([.. rows.Take(limit).Select(RecordView.Of)], rows.Count > limit ? $"{offset + limit}" : null));
    }

    static async Task<Results<Ok<RecordView>, ProblemHttpResult>> Get(long id, RecordQueries queries, CancellationToken stop) =>
        await queries.FindAsync(id, stop) is { } row ? TypedResults.Ok(RecordView.Of(row)) : NoRecord(id);

    static async Task<Results<Ok<RecordList>, ProblemHttpResult>> History(long id, RecordQueries queries, CancellationToken stop)
    {
        var rows = await queries.HistoryAsync(id, stop);
        return rows.Count > 0 ? TypedResults.Ok(new RecordList([.. rows.Select(RecordView.Of)], null)) : NoRecord(id);
    }

    static async Task<Results<Created<RecordList>, ValidationProblem>> Append(
        AppendAsk ask, RecordStore store, ClaimsPrincipal person, CancellationToken stop)
    {
        var faults = new Faults();
        if (ask.Records is not { Length: > 0 and <= MostRows })
            faults.Add("records", $"records must have 1 to {MostRows} records.");
        NewRecord[] rows = [.. (ask.Records ?? []).Select((record, i) => record.ToRow($"[{i}].", faults)).OfType<NewRecord>()];
        if (faults.Any)
            return faults.ToProblem();
        var written = await store.AppendAsync(rows, Author(person), stop);
        return written.IsGood
            ? TypedResults.Created($"/api/records/{written.Rows[0].Id}", new RecordList([.. written.Rows.Select(RecordView.Of)], null))
            : TypedResults.ValidationProblem(written.Errors.ToDictionary());
    }

    static async Task<Results<Ok<RecordView>, ValidationProblem, ProblemHttpResult>> Correct(
        long id, OneRecord record, RecordStore store, ClaimsPrincipal person, CancellationToken stop)
    {
        var faults = new Faults();
        var row = record.ToRow("", faults);
        if (row is null)
            return faults.ToProblem();
        if (await store.CorrectAsync(id, row, Author(person), stop) is not { } written)
            return NoRecord(id);
        return written.IsGood ? TypedResults.Ok(RecordView.Of(written.Rows[0])) : TypedResults.ValidationProblem(written.Errors.ToDictionary());
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(long id, RecordStore store, ClaimsPrincipal person, CancellationToken stop) =>
        await store.WithdrawAsync(id, Author(person), stop) is null ? NoRecord(id) : TypedResults.NoContent();

    /// <summary>Who writes, for the history.</summary>
    internal static string Author(ClaimsPrincipal person) => person.Identity?.Name is { Length: > 0 } name ? name : "unnamed";

    static ProblemHttpResult NoRecord(long id) => Refusals.NotFound($"There is no record with the number {id}.");

    /// <summary>Which records are asked for.</summary>
    internal sealed record RecordAsk(
        [property: Description("Name of the type; without it all")] string? Type,
        [property: Description("Number of an asset: its records and those of assets below it")] string? Asset,
        [property: Description("First instant of beginning, ISO 8601, UTC")] string? From,
        [property: Description("First instant after the span")] string? To,
        [property: Description("true gives records that were taken back, too")] string? Withdrawn,
        [property: Description("Records a page, 1 to 1000; default 100")] string? Limit,
        [property: Description("Value of next from the page before")] string? Cursor);

    /// <summary>Records to add.</summary>
    /// <param name="Records">1 to 1,000 records.</param>
    internal sealed record AppendAsk(OneRecord[]? Records);

    /// <summary>A record as it shall be.</summary>
    /// <param name="Type">Name of its type.</param>
    /// <param name="AssetId">The asset it concerns, or null.</param>
    /// <param name="At">When it happened or began, ISO 8601 UTC.</param>
    /// <param name="Until">When it ended; null for a moment or while it lasts.</param>
    /// <param name="Values">By name of the field.</param>
    /// <param name="Origin">Where it comes from; default api.</param>
    internal sealed record OneRecord(string? Type, int? AssetId, string? At, string? Until, Dictionary<string, JsonElement>? Values, string? Origin)
    {
        /// <summary>The row, or null when its instants or type cannot be read.</summary>
        public NewRecord? ToRow(string prefix, Faults faults)
        {
            var type = Ask.Text(prefix + "type", Type, 60, faults);
            var at = Ask.Instant(prefix + "at", At, faults);
            var until = Until is null ? null : Ask.Instant(prefix + "until", Until, faults);
            return faults.Any ? null
                : new(type, AssetId, at!.Value, until, (Values ?? []).ToDictionary(pair => pair.Key, pair => (object?)pair.Value), Origin ?? "api");
        }
    }
}
