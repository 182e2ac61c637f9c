using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Backtest;

/// <summary>The API of back-tests, <c>/api/condition/backtest</c>: the question stands in the address.</summary>
static class BacktestEndpoints
{
    static readonly TimeSpan Moment = TimeSpan.FromSeconds(20);

    public static void MapBacktest(this IEndpointRouteBuilder condition)
    {
        var backtest = condition.MapGroup("/backtest").WithTags("Condition").RequireAuthorization(Policies.Read);
        backtest.MapGet("/", GetAsync).WithName("GetBacktest").ProducesProblem(StatusCodes.Status503ServiceUnavailable).WithSummary("Would it have warned? A rule, the watching of a signal or asset, a health or a remaining life over a past span against the failures known; 202 while it is computed, ask again then")
            .WithDescription("what (rule, watch, health, life), rule (number), signal or asset (path or number), sensitivity (0 to 10), start and end (days or instants; default the last 30 days), horizon (7d)");
        backtest.MapDelete("/", Cancel).WithName("CancelBacktest").WithSummary("Cancels a back-test that is computed, and forgets its answer; the same address parts");
        backtest.MapGet("/progress", Progress).WithName("GetBacktestProgress").WithSummary("How far a back-test is; the same address parts");
        backtest.MapGet("/marks", MarksAsync).WithName("ListBacktestMarks").WithSummary("What would have been said and the failures, as marks of a chart from from to to; the same address parts");
    }

    static async Task<Results<Ok<BacktestView>, Accepted<BacktestState>, ValidationProblem, ProblemHttpResult>> GetAsync(
        HttpRequest request, BacktestQuery query, BacktestDesk desk, BacktestWords words, IStringLocalizer<BacktestText> text, CancellationToken stop)
    {
        var (ask, errors) = query.Read(request.Query);
        if (ask is null)
            return TypedResults.ValidationProblem(errors);
        if (desk.Ask(ask) is not { } run)
            return TypedResults.Problem(text["error.busy"], statusCode: StatusCodes.Status503ServiceUnavailable);
        return await BacktestDesk.WaitAsync(run, Moment, stop) is { } answer
            ? TypedResults.Ok(words.View(answer))
            : TypedResults.Accepted($"/api/condition/backtest{request.QueryString}", State(run));
    }

    static Results<NoContent, ValidationProblem> Cancel(HttpRequest request, BacktestQuery query, BacktestDesk desk)
    {
        var (ask, errors) = query.Read(request.Query);
        if (ask is null)
            return TypedResults.ValidationProblem(errors);
        desk.Forget(ask);
        return TypedResults.NoContent();
    }

    static Results<Ok<BacktestState>, ValidationProblem> Progress(
        HttpRequest request, BacktestQuery query, BacktestDesk desk, IStringLocalizer<BacktestText> text)
    {
        if (query.Read(request.Query) is (null, var errors))
            return TypedResults.ValidationProblem(errors);
        List<BacktestState> states = [];
        foreach (var setting in new[] { null, Other(request) }.Distinct())
        {
            if (query.Read(request.Query, setting) is ({ } one, _) && desk.Ask(one) is { } run)
                states.Add(State(run) with { Error = run.Answer.IsFaulted ? text["error.failed"].Value : null });
        }

        return TypedResults.Ok(new BacktestState(states.Sum(s => s.Done) / Math.Max(1, states.Count), 1, states.All(s => s.Finished), states.Find(s => s.Error is not null)?.Error));
    }

    static async Task<Results<Ok<List<BacktestMark>>, ValidationProblem>> MarksAsync(
        HttpRequest request, DateTimeOffset from, DateTimeOffset to, int? signal, BacktestQuery query, BacktestDesk desk, BacktestWords words, CancellationToken stop)
    {
        var (ask, errors) = query.Read(request.Query);
        if (ask is null)
            return TypedResults.ValidationProblem(errors);
        var answer = desk.Ask(ask) is { } run ? await BacktestDesk.WaitAsync(run, Moment, stop) : null;
        return TypedResults.Ok(answer is null ? [] : words.Marks(answer, from, to, signal));
    }

    /// <summary>The other setting of a comparison; null for none.</summary>
    public static string? Other(HttpRequest request) => request.Query["other"].ToString() is { Length: > 0 } other ? other : null;

    static BacktestState State(BacktestRun run) => new(run.Answer.IsCompleted ? 1 : run.Share, 1, run.Answer.IsCompleted, null);
}

/// <summary>How far a back-test is.</summary>
/// <param name="Done">The share that is done.</param>
/// <param name="Total">Always 1.</param>
/// <param name="Finished">Whether the answer is there.</param>
/// <param name="Error">Why there is none, as a sentence; null when there is, or will be.</param>
sealed record BacktestState(double Done, double Total, bool Finished, string? Error);

/// <summary>A mark of a chart.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it was over; null for a moment.</param>
/// <param name="Words">What it is.</param>
/// <param name="Level">act for a failure; watch for an episode that was true or cannot be judged; info for a false one.</param>
sealed record BacktestMark(DateTimeOffset From, DateTimeOffset? To, string Words, string Level);
