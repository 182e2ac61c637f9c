using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Cases;

/// <summary>The API of cases, <c>/api/condition/cases</c>: what the pages show.</summary>
static class CaseEndpoints
{
    const int MostRows = 500, DefaultRows = 100, MostFindings = 1_000;

    public static void MapCases(this IEndpointRouteBuilder condition)
    {
        var cases = condition.MapGroup("").WithTags("Cases").RequireAuthorization(Policies.Read);
        cases.MapGet("/cases", ListAsync).WithName("ListCases").WithSummary("Cases: the open ones by how much they matter, or all of a state, newest first; of an asset and those below it");
        cases.MapGet("/cases/{id:long}", GetAsync).WithName("GetCase").WithSummary("A case with its findings, what its certainty rests on, notes, lessons and history");
        cases.MapGet("/cases/{id:long}/marks", MarksAsync).WithName("ListCaseMarks").WithSummary("The findings of a case and the failures of its assets as marks for a chart");
        cases.MapGet("/findings", FindingsAsync).WithName("ListFindings").WithSummary("What was found, newest first; also what is not enough for a case");
        CaseActEndpoints.Map(cases);
    }

    static async Task<Results<Ok<CaseListView>, ValidationProblem>> ListAsync(
        [Description("open (default), all, or a state: acknowledged, snoozed, confirmed, false-alarm, closed")] string? state,
        [Description("Number of an asset: its cases and those of assets below it")] string? asset,
        [Description("Only those that began at or after it, ISO 8601; not for the open ones")] string? from,
        [Description("Only those that began before it; not for the open ones")] string? to,
        [Description("Cases a page, 1 to 500; default 100")] string? limit,
        [Description("Value of next from the page before")] string? cursor,
        [FromServices] CaseList list, [FromServices] CaseWords words, [FromServices] AssetCatalog assets, TimeProvider time, CancellationToken stop)
    {
        RequestAsk ask = new();
        var below = ask.Whole("asset", asset, 1, int.MaxValue);
        if (below is { } id && !assets.TryGet(id, out _))
            ask.Add("asset", $"There is no asset with the number {id}.");
        if (state is not (null or "" or "open" or "all") && CaseRecord.State(state) is null)
            ask.Add("state", $"state ({state}) must be open, all, acknowledged, snoozed, confirmed, false-alarm or closed.");
        var (first, end) = (ask.Instant("from", from), ask.Instant("to", to));
        var (most, offset) = (ask.Whole("limit", limit, 1, MostRows) ?? DefaultRows, ask.Whole("cursor", cursor, 0, int.MaxValue) ?? 0);
        if (ask.Problem is { } problem)
            return problem;
        var found = await list.ReadAsync(new(state is null or "" or "open" ? null : state == "all" ? "" : state, below, first, end), offset, most, stop);
        var next = offset + found.Rows.Count < found.Count ? (offset + found.Rows.Count).ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new CaseListView([.. found.Rows.Select(r => CaseView.Of(r.Case, words.Headline(r.Case, r.Findings, time.GetUtcNow()), r.Count))], found.Count, next));
    }

    static async Task<Results<Ok<CaseDetail>, ProblemHttpResult>> GetAsync(
        long id, [FromServices] CaseReading reading, [FromServices] CaseWords words, [FromServices] CaseStory story, TimeProvider time, CancellationToken stop)
    {
        if (!await reading.ReadAsync(id, stop))
            return Missing(id);
        return TypedResults.Ok(new CaseDetail(
            CaseView.Of(reading.Now!, words.Headline(reading.Now!, reading.Findings, time.GetUtcNow()), reading.Findings.Count),
            [.. reading.Findings.Take(MostFindings).Select(f => FindingView.Of(f, words))],
            [.. reading.Evidence.Take(MostFindings).Select(e => new CaseGround(e.Finding.Id, Math.Round(100 * e.Says, 1)))],
            [.. reading.Shown.Select(s => s.Signal.Id)], [.. reading.Notes.Select(CaseNote.Of)],
            [.. reading.Lessons.Select(l => new LessonView(l.AssetId, l.SignalId, l.Kind, l.Before, l.After, story.Of(l, reading.History)))],
            [.. story.Of(reading.History).Select(d => new CaseDeed(d.At, d.Who, d.What))], [.. reading.Parts.Select(p => p.Id)]));
    }

    static async Task<Results<Ok<MarkList>, ProblemHttpResult, ValidationProblem>> MarksAsync(
        long id, [Description("First instant, ISO 8601")] string? from, [Description("First instant after the span")] string? to,
        [FromServices] CaseChartMarks marks, CancellationToken stop)
    {
        RequestAsk ask = new();
        var (first, end) = (ask.Instant("from", from, isNeeded: true), ask.Instant("to", to, isNeeded: true));
        if (first >= end)
            ask.Add("to", $"to ({to}) must be after from ({from}): the span is half-open.");
        if (ask.Problem is { } problem)
            return problem;
        return await marks.ReadAsync(id, first!.Value, end!.Value, stop) is { } found ? TypedResults.Ok(new MarkList(found)) : Missing(id);
    }

    static async Task<Results<Ok<FindingListView>, ValidationProblem>> FindingsAsync(
        [Description("Number of an asset: its findings and those of assets below it")] string? asset,
        [Description("First instant of noticing, ISO 8601; default 30 days ago")] string? from,
        [Description("First instant after the span; default now")] string? to,
        [Description("How many at most, 1 to 500; default 100")] string? limit,
        [FromServices] FindingBook book, [FromServices] CaseWords words, [FromServices] AssetCatalog assets, TimeProvider time, CancellationToken stop)
    {
        RequestAsk ask = new();
        var below = ask.Whole("asset", asset, 1, int.MaxValue);
        if (below is { } id && !assets.TryGet(id, out _))
            ask.Add("asset", $"There is no asset with the number {id}.");
        var end = ask.Instant("to", to) ?? time.GetUtcNow().AddMinutes(1);
        var first = ask.Instant("from", from) ?? end.AddDays(-30);
        var most = ask.Whole("limit", limit, 1, MostRows) ?? DefaultRows;
        if (ask.Problem is { } problem)
            return problem;
        var found = await book.ListAsync(below is { } root ? [.. assets.Within(root).Select(a => a.Id)] : null, first, end, most, stop);
        return TypedResults.Ok(new FindingListView([.. found.Select(f => FindingView.Of(f, words))]));
    }

    /// <summary>404 for the number of a case.</summary>
    internal static ProblemHttpResult Missing(long id) =>
        TypedResults.Problem($"There is no case with the number {id}.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>Findings.</summary>
    /// <param name="Findings">Newest first.</param>
    internal sealed record FindingListView(IReadOnlyList<FindingView> Findings);

    /// <summary>Marks, in the shape of events.</summary>
    internal sealed record MarkList(IReadOnlyList<CaseChartMark> Events);
}
