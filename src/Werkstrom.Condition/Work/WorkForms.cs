using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Work.Photos;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Work;

/// <summary>What the small forms of the board and of an order's page send. They work without script; each ends with a redirect to a page.</summary>
static class WorkForms
{
    public static void MapWorkForms(this IEndpointRouteBuilder work)
    {
        var forms = work.MapGroup("").RequireAuthorization(Policies.Operate).ExcludeFromDescription();
        forms.MapPost("/from-case/{caseId:long}", FromCase);
        forms.MapPost("/{id:long}/move", Move);
        forms.MapPost("/{id:long}/undo", Undo);
        forms.MapPost("/{id:long}/close-case", CloseCase);
        forms.MapPost("/{id:long}/tick", Tick);
        forms.MapPost("/{id:long}/note", Note);
        forms.MapPost("/{id:long}/photos", AddPhotos).WithFormOptions(multipartBodyLengthLimit: PhotoEndpoints.MaxRequestBytes, bufferBody: false)
            .WithMetadata(new RequestSizeLimitAttribute(PhotoEndpoints.MaxRequestBytes));
        forms.MapPost("/{id:long}/photos/{hash}/remove", RemovePhoto);
        work.MapGet("/{id:long}/slot.ics", Calendar).RequireAuthorization(Policies.Read).ExcludeFromDescription();
        work.MapGet("/{id:long}/photos/{hash}", PhotoEndpoints.Show).RequireAuthorization(Policies.Read).ExcludeFromDescription();
    }

    static async Task<Results<RedirectHttpResult, NotFound>> FromCase(
        long caseId, [FromForm] IFormCollection form, WorkDesk desk, ClaimsPrincipal person, CancellationToken stop)
    {
        _ = form;
        if (await desk.FromCaseAsync(caseId, WorkWords.Author(person), stop) is not { } answer)
            return TypedResults.NotFound();
        var path = answer.Order is { } order ? WorkWords.Page(order.Id) : $"/cases/{caseId}";
        return See(path + (answer.LikeId is { } like ? $"?like={like}" : ""));
    }

    static async Task<Results<RedirectHttpResult, NotFound>> Move(
        long id, [FromForm] IFormCollection form, WorkDesk desk, ClaimsPrincipal person, IStringLocalizer<WorkText> texts, CancellationToken stop)
    {
        var (state, isPage) = (form["state"].ToString(), form["back"] == "page");
        if (state == WorkState.Done)
            return See($"{WorkWords.Page(id)}?finish=true#finish"); // what was done is asked there
        if (Number(form["revision"]) is not { } revision)
            return See($"{WorkWords.Page(id)}?wrong=revision&value={Shown(form["revision"])}");
        if (!WorkState.All.Contains(state))
            return See($"{WorkWords.Page(id)}?wrong=state&value={Shown(state)}");
        if (await desk.MoveAsync(id, revision, state, WorkWords.Author(person), stop) is not { } answer)
            return TypedResults.NotFound();
        var order = answer.Order;
        return See(answer switch
        {
            { IsLate: true } => isPage ? $"{WorkWords.Page(id)}?late=true" : $"/cases/work?late={id}&state={order!.State}",
            { IsGood: true } => isPage ? $"{WorkWords.Page(id)}?undo={order!.Revision}" : $"/cases/work?moved={id}&rev={order!.Revision}&state={order.State}#wo-{id}",
            _ => $"{WorkWords.Page(id)}?wrong=order&value={Shown(string.Join(' ', answer.Faults.Select(f => f.Say(texts))))}",
        });
    }

    static async Task<Results<RedirectHttpResult, NotFound>> Undo(
        long id, [FromForm] IFormCollection form, WorkCase cases, ClaimsPrincipal person, CancellationToken stop)
    {
        if (Number(form["revision"]) is not { } revision || await cases.UndoAsync(id, revision, WorkWords.Author(person), stop) is not { } answer)
            return TypedResults.NotFound();
        var page = form["back"] == "board" ? $"/cases/work?state={answer.Order?.State}" : WorkWords.Page(id);
        return See(answer.IsLate ? $"{WorkWords.Page(id)}?late=true" : page);
    }

    static async Task<Results<RedirectHttpResult, NotFound>> CloseCase(
        long id, [FromForm] IFormCollection form, WorkDesk desk, WorkCase cases, ClaimsPrincipal person, CancellationToken stop)
    {
        _ = form;
        if (await desk.FindAsync(id, stop) is not { } order)
            return TypedResults.NotFound();
        return See(await cases.CloseAsync(order, null, WorkWords.Author(person), stop) is { } closed ? $"/cases/{closed.Id}" : WorkWords.Page(id));
    }

    static async Task<Results<RedirectHttpResult, NotFound>> Tick(
        long id, [FromForm] IFormCollection form, WorkDesk desk, ClaimsPrincipal person, CancellationToken stop)
    {
        if (Number(form["line"]) is not { } line)
            return See(WorkWords.Page(id));
        var answer = await desk.TickAsync(id, line, form[$"text{line}"].ToString(), form[$"done{line}"] != "true", WorkWords.Author(person), stop);
        return answer is null ? TypedResults.NotFound() : See($"{WorkWords.Page(id)}{(answer.IsLate ? "?late=true" : "")}#checklist");
    }

    static async Task<RedirectHttpResult> Note(
        long id, [FromForm] IFormCollection form, WorkDesk desk, ClaimsPrincipal person, CancellationToken stop)
    {
        var isKept = await desk.NoteAsync(id, form["text"].ToString(), form["key"], WorkWords.Author(person), stop);
        return See($"{WorkWords.Page(id)}?{(isKept ? "done" : "wrong")}=note#notes");
    }

    static async Task<Results<RedirectHttpResult, NotFound>> AddPhotos(
        long id, [FromForm] IFormFileCollection photos, PhotoDesk desk, ClaimsPrincipal person, CancellationToken stop)
    {
        if (await desk.AddAsync(id, photos, WorkWords.Author(person), stop) is not { } answer)
            return TypedResults.NotFound();
        return See(answer.Faults is [var fault, ..]
            ? $"{WorkWords.Page(id)}?photo={Uri.EscapeDataString(fault.Key)}&file={Uri.EscapeDataString($"{fault.Values.FirstOrDefault()}")}#photos"
            : $"{WorkWords.Page(id)}#photos");
    }

    static async Task<Results<RedirectHttpResult, NotFound>> RemovePhoto(
        long id, string hash, [FromForm] IFormCollection form, PhotoDesk desk, ClaimsPrincipal person, CancellationToken stop)
    {
        _ = form;
        return await desk.RemoveAsync(id, hash, WorkWords.Author(person), stop) is { Order: { } order }
            ? See($"{WorkWords.Page(id)}?undo={order.Revision}#photos") : TypedResults.NotFound();
    }

    static async Task<Results<FileContentHttpResult, NotFound>> Calendar(
        long id, WorkDesk desk, WorkCalendar calendar, HttpRequest request, CancellationToken stop) =>
        await desk.FindAsync(id, stop) is { PlannedFrom: not null } order
            ? TypedResults.File(calendar.Of(order, request), "text/calendar; charset=utf-8", $"werkstrom-{id}.ics")
            : TypedResults.NotFound();

    static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Shown(string? text) => Uri.EscapeDataString(text is { Length: > 300 } ? text[..300] + "…" : text ?? "");

    static RedirectHttpResult See(string path) => TypedResults.LocalRedirect("~" + path);
}
