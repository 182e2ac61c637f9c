using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Work.Photos;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Work;

/// <summary>The API of work orders, <c>/api/condition/work</c>.</summary>
static class WorkApi
{
    const int DefaultLimit = 100;
    const int MostLimit = 1_000;

    public static void MapWorkApi(this RouteGroupBuilder work)
    {
        work.WithTags("Work orders").RequireAuthorization(Policies.Read);
        work.MapGet("/", List).WithSummary("Work orders, newest first; of an asset and those below it, of a case, a person, a state");
        work.MapGet("/{id:long}", Get).WithSummary("A work order as it holds now, with what speaks against its slot");
        work.MapGet("/{id:long}/slot.ics", CalendarOf).WithSummary("The slot of a work order as iCalendar");
        work.MapGet("/{id:long}/photos/{hash}", PhotoEndpoints.Show).WithSummary("The bytes of a photo");
        work.MapPost("/", Add).RequireAuthorization(Policies.Operate).WithSummary("Writes a work order");
        work.MapPost("/from-case/{caseId:long}", FromCase).RequireAuthorization(Policies.Operate)
            .WithSummary("Writes the work order of a case, filled in from it; gives the one that is there while it is not done");
        work.MapPut("/{id:long}", Change).RequireAuthorization(Policies.Operate).WithSummary("Changes a work order; refused with 409 when it was changed since the revision that is given");
        work.MapPost("/{id:long}/move", Move).RequireAuthorization(Policies.Operate).WithSummary("Moves a work order to another state");
        work.MapPost("/{id:long}/undo", Undo).RequireAuthorization(Policies.Operate).WithSummary("Takes the change back that made a revision, if nobody changed the order since");
        work.MapPost("/{id:long}/photos", AddPhotos).RequireAuthorization(Policies.Operate).DisableAntiforgery()
            .WithSummary("Adds photos (multipart/form-data; JPEG, PNG, WebP, HEIC of at most 15 MB)")
            .WithFormOptions(multipartBodyLengthLimit: PhotoEndpoints.MaxRequestBytes).WithMetadata(new RequestSizeLimitAttribute(PhotoEndpoints.MaxRequestBytes));
        work.MapDelete("/{id:long}/photos/{hash}", RemovePhoto).RequireAuthorization(Policies.Operate).WithSummary("Takes a photo away; undo brings it back within 30 days");
    }

    static async Task<Results<Ok<WorkList>, ValidationProblem>> List(
        [AsParameters] WorkAsk ask, WorkDesk desk, AssetCatalog assets, CancellationToken stop)
    {
        Dictionary<string, string[]> errors = [];
        if (ask.Asset is { } root && !assets.TryGet(root, out _))
            errors["asset"] = [$"There is no asset with the number {root}."];
        if (ask.State is { Length: > 0 } state && !WorkState.All.Contains(state))
            errors["state"] = [$"state ({state}) must be one of {string.Join(", ", WorkState.All)}."];
        if (ask.Limit is not (null or (>= 1 and <= MostLimit)))
            errors["limit"] = [$"limit ({ask.Limit}) must be a whole number from 1 to {MostLimit}."];
        if (ask.Cursor is < 0)
            errors["cursor"] = [$"cursor ({ask.Cursor}) must not be negative."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        Dictionary<string, string> fields = [];
        foreach (var (field, value) in new[] { ("state", ask.State), ("assignee", ask.Assignee), ("case", ask.Case?.ToString(CultureInfo.InvariantCulture)) })
        {
            if (value is { Length: > 0 })
                fields[field] = value;
        }

        var (limit, offset) = (ask.Limit ?? DefaultLimit, ask.Cursor ?? 0);
        IReadOnlyCollection<int>? within = ask.Asset is { } below ? [.. assets.Within(below).Select(a => a.Id)] : null;
        var orders = await desk.ListAsync(new(AssetIds: within, Fields: fields, Limit: limit + 1, Offset: offset), stop);
        return TypedResults.Ok(new WorkList([.. orders.Take(limit).Select(WorkView.Of)], orders.Count > limit ? offset + limit : null));
    }

    static async Task<Results<Ok<WorkDetail>, ProblemHttpResult>> Get(
        long id, WorkDesk desk, WorkSlots slots, IStringLocalizer<WorkText> texts, CancellationToken stop) =>
        await desk.FindAsync(id, stop) is { } order
            ? TypedResults.Ok(new WorkDetail(WorkView.Of(order), [.. (await slots.WarningsAsync(order, stop)).Select(w => w.Say(texts))])) : Missing(id);

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CalendarOf(
        long id, WorkDesk desk, WorkCalendar calendar, HttpRequest request, CancellationToken stop) =>
        await desk.FindAsync(id, stop) switch
        {
            { PlannedFrom: not null } order => TypedResults.File(calendar.Of(order, request), "text/calendar; charset=utf-8", $"werkstrom-{id}.ics"),
            null => Missing(id),
            _ => TypedResults.Problem($"The work order {id} has no slot.", statusCode: StatusCodes.Status404NotFound),
        };

    static async Task<Results<Created<WorkView>, ValidationProblem, ProblemHttpResult>> Add(
        WorkBody body, WorkDesk desk, TimeProvider time, ClaimsPrincipal person, IStringLocalizer<WorkText> texts, CancellationToken stop)
    {
        var answer = await desk.AddAsync(body.On(new() { Title = "", At = time.GetUtcNow(), Origin = "api" }), WorkWords.Author(person), stop);
        return answer is { IsGood: true, Order: { } order }
            ? TypedResults.Created($"/api/condition/work/{order.Id}", WorkView.Of(order)) : Wrong(answer, texts);
    }

    static async Task<Results<Ok<WorkView>, ValidationProblem, ProblemHttpResult>> FromCase(
        long caseId, WorkDesk desk, ClaimsPrincipal person, IStringLocalizer<WorkText> texts, CancellationToken stop) =>
        await desk.FromCaseAsync(caseId, WorkWords.Author(person), stop) is { } answer ? Told(answer, texts)
            : TypedResults.Problem($"There is no case with the number {caseId}.", statusCode: StatusCodes.Status404NotFound);

    static async Task<Results<Ok<WorkView>, ValidationProblem, ProblemHttpResult>> Change(
        long id, WorkBody body, WorkDesk desk, ClaimsPrincipal person, IStringLocalizer<WorkText> texts, CancellationToken stop) =>
        await desk.ChangeAsync(id, body.Revision, body.On, WorkWords.Author(person), stop) is { } answer ? Told(answer, texts) : Missing(id);

    static async Task<Results<Ok<WorkView>, ValidationProblem, ProblemHttpResult>> Move(
        long id, WorkMove move, WorkDesk desk, ClaimsPrincipal person, IStringLocalizer<WorkText> texts, CancellationToken stop) =>
        await desk.MoveAsync(id, move.Revision, move.State ?? "", WorkWords.Author(person), stop) is { } answer ? Told(answer, texts) : Missing(id);

    static async Task<Results<Ok<WorkView>, ValidationProblem, ProblemHttpResult>> Undo(
        long id, WorkUndo undo, WorkCase cases, ClaimsPrincipal person, IStringLocalizer<WorkText> texts, CancellationToken stop) =>
        await cases.UndoAsync(id, undo.Revision, WorkWords.Author(person), stop) is { } answer ? Told(answer, texts) : Missing(id);

    static async Task<Results<Ok<WorkView>, ValidationProblem, ProblemHttpResult>> AddPhotos(
        long id, IFormFileCollection photos, PhotoDesk desk, ClaimsPrincipal person, IStringLocalizer<WorkText> texts, CancellationToken stop) =>
        await desk.AddAsync(id, photos, WorkWords.Author(person), stop) is { } answer ? Told(answer, texts) : Missing(id);

    static async Task<Results<Ok<WorkView>, ValidationProblem, ProblemHttpResult>> RemovePhoto(
        long id, string hash, PhotoDesk desk, ClaimsPrincipal person, IStringLocalizer<WorkText> texts, CancellationToken stop) =>
        await desk.RemoveAsync(id, hash, WorkWords.Author(person), stop) is { } answer ? Told(answer, texts)
            : TypedResults.Problem($"The work order {id} has no photo {hash}.", statusCode: StatusCodes.Status404NotFound);

    static Results<Ok<WorkView>, ValidationProblem, ProblemHttpResult> Told(WorkAnswer answer, IStringLocalizer texts) =>
        answer is { IsGood: true, Order: { } order } ? TypedResults.Ok(WorkView.Of(order)) : answer.IsLate ? Late(answer) : Invalid(answer, texts);

    static Results<Created<WorkView>, ValidationProblem, ProblemHttpResult> Wrong(WorkAnswer answer, IStringLocalizer texts) =>
        answer.IsLate ? Late(answer) : Invalid(answer, texts);

    static ValidationProblem Invalid(WorkAnswer answer, IStringLocalizer texts) => TypedResults.ValidationProblem(
        answer.Faults.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => g.Select(f => f.Say(texts)).ToArray()));

    static ProblemHttpResult Late(WorkAnswer answer) => TypedResults.Problem(
        $"{answer.Order!.Author} changed the work order {answer.Order.Id} meanwhile; revision {answer.Order.Revision} holds now.",
        statusCode: StatusCodes.Status409Conflict, title: "Changed by somebody else");

    static ProblemHttpResult Missing(long id) =>
        TypedResults.Problem($"There is no work order with the number {id}, or nothing to take back.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>Which orders are asked for.</summary>
    internal sealed record WorkAsk(
        [property: Description("open, planned, in-work, done or cancelled; without it all")] string? State,
        [property: Description("Number of an asset: its orders and those of assets below it")] int? Asset,
        [property: Description("Number of a case")] long? Case,
        [property: Description("Name of a person")] string? Assignee,
        [property: Description("Orders a page, 1 to 1000; default 100")] int? Limit,
        [property: Description("Value of next from the page before")] int? Cursor);

    /// <summary>Where to move an order.</summary>
    /// <param name="State">The new state.</param>
    /// <param name="Revision">The revision that was read; without it the one that holds now.</param>
    internal sealed record WorkMove(string? State, int? Revision);

    /// <summary>Which change to take back.</summary>
    /// <param name="Revision">The revision that it made.</param>
    internal sealed record WorkUndo(int Revision);
}
