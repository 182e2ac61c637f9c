using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Kernel.People;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Missing;

static class MissingEndpoints
{
    const int MostLetters = 1_000;

    public static void MapMissing(this IEndpointRouteBuilder connect)
    {
        connect.MapGet("/sources", Sources).WithTags("Missing data").RequireAuthorization(Policies.Read)
            .WithSummary("Who sends: last seen, accepted, rejected, late, duplicate");
        connect.MapGet("/silent", Silent).WithTags("Missing data").RequireAuthorization(Policies.Read)
            .WithSummary("Signals that should have sent by now, longest silent first");
        var letters = connect.MapGroup("/dead-letters").WithTags("Missing data").RequireAuthorization(Policies.Engineer);
        letters.MapGet("/", ListAsync).WithSummary("Refused payloads, newest first, of MQTT with their topic; before=ID goes on with older ones");
        letters.MapGet("/{id:long}/raw", RawAsync).WithSummary("A refused payload exactly as it came");
        letters.MapGet("/groups", GroupsAsync).WithSummary("Refused payloads by source and reason: how many, first and last; 20 on a page, the latest first");
        letters.MapDelete("/", DeleteAsync).WithSummary("Throws refused payloads away for good: of a source, of a reason, or both");
        letters.MapPost("/{id:long}/replay", ReplayAsync).WithSummary("Sends a refused payload in again; stored, it leaves the list");
        letters.MapPost("/replay", ReplayAllAsync).WithSummary("Sends refused payloads in again: of a source, of a reason, or all");
    }

    static Ok<SourceView[]> Sources(SourceBook sources) => TypedResults.Ok<SourceView[]>([.. sources.All.Select(SourceView.Of)]);

    static Ok<IReadOnlyList<SilentSignal>> Silent(SilentSignals silent) => TypedResults.Ok(silent.All());

    static async Task<Ok<LetterView[]>> ListAsync(
        LetterDesk desk, ReasonWords words, string? source, string? reason, long? before, int? limit, CancellationToken stop)
    {
        var letters = await desk.ListAsync(source, reason, before, Math.Clamp(limit ?? 100, 1, MostLetters), stop);
        return TypedResults.Ok<LetterView[]>([.. letters.Select(letter => LetterView.Of(letter, words))]);
    }

    static async Task<Ok<GroupView[]>> GroupsAsync(LetterGroups groups, string? source, int? page, CancellationToken stop) =>
        TypedResults.Ok<GroupView[]>([.. (await groups.ListAsync(source, page ?? 1, stop)).Groups.Select(GroupView.Of)]);

    static async Task<Results<Ok<DeletedView>, ProblemHttpResult>> DeleteAsync(LetterGroups groups, string? source, string? reason, CancellationToken stop) =>
        string.IsNullOrEmpty(source) && string.IsNullOrEmpty(reason)
            ? TypedResults.Problem("Name a source, a reason, or both.", statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(new DeletedView(await groups.DeleteAsync(source, reason, stop)));

    static async Task<Results<FileContentHttpResult, NotFound>> RawAsync(long id, LetterDesk desk, CancellationToken stop) =>
        await desk.FindAsync(id, stop) is { } letter
            ? TypedResults.File(letter.Payload(), "application/octet-stream", $"payload-{id}.txt") // never rendered by a browser
            : TypedResults.NotFound();

    static async Task<Results<NoContent, NotFound, ProblemHttpResult>> ReplayAsync(
        long id, LetterDesk desk, ReasonWords words, CancellationToken stop)
    {
        if (await desk.FindAsync(id, stop) is not { } letter)
            return TypedResults.NotFound();
        try
        {
            return await desk.ReplayAsync(letter, stop) is { } reason
                ? TypedResults.Problem(words.Of(reason.Detail), statusCode: StatusCodes.Status409Conflict, title: "Refused again.", type: reason.Code)
                : TypedResults.NoContent();
        }
        catch (Exception e) when (e is StoreBusyException or StoreFullException)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    static async Task<Results<Ok<Replayed>, ProblemHttpResult>> ReplayAllAsync(
        LetterDesk desk, string? source, string? reason, CancellationToken stop)
    {
        try
        {
            return TypedResults.Ok(await desk.ReplayAllAsync(source, reason, stop));
        }
        catch (Exception e) when (e is StoreBusyException or StoreFullException)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal sealed record SourceView(
        string Source, string Name, string Address, DateTimeOffset FirstSeen, DateTimeOffset? LastSeen,
        long Accepted, long Rejected, long Late, long Duplicates, long Forgotten)
    {
        public static SourceView Of(Source source) => new(
            source.Key, source.Name, source.Address, source.FirstSeen, source.LastSeen,
            source.Accepted, source.Rejected, source.Late, source.Duplicates, source.Forgotten);
    }

    internal sealed record GroupView(string Source, string Reason, long Count, DateTimeOffset First, DateTimeOffset Last)
    {
        public static GroupView Of(LetterGroup group) => new(group.Source, group.Reason, group.Count, group.First, group.Last);
    }

    internal sealed record DeletedView(long Deleted);

    internal sealed record LetterView(
        long Id, DateTimeOffset At, string Source, string Kind, string? Topic, long Line, string Reason, string Detail, string Raw, bool IsBase64, bool IsCut)
    {
        public static LetterView Of(DeadLetter letter, ReasonWords words) => new(
            letter.Id, letter.At, letter.Source, letter.Kind, MqttIntake.TopicOf(letter), letter.Line, letter.Reason, words.Of(letter.Detail), letter.Raw,
            letter.IsBase64, letter.IsCut);
    }
}
