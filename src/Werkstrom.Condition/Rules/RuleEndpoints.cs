using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Condition.Backtest;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Rules;

/// <summary>The API of rules, <c>/api/condition/rules</c>.</summary>
static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder condition)
    {
        var rules = condition.MapGroup("/rules").WithTags("Condition");
        rules.MapGet("/", List).WithName("ListConditionRules").RequireAuthorization(Policies.Read).WithSummary("The rules of people's own: limits, rises, silences, and what they do not watch");
        rules.MapGet("/{id:long}", Get).WithName("GetConditionRule").ProducesProblem(StatusCodes.Status404NotFound).RequireAuthorization(Policies.Read).WithSummary("One rule");
        rules.MapPost("/", AddAsync).WithName("AddConditionRule").RequireAuthorization(Policies.Engineer).WithSummary("Adds a rule");
        rules.MapPut("/{id:long}", ChangeAsync).WithName("ChangeConditionRule").ProducesProblem(StatusCodes.Status404NotFound).RequireAuthorization(Policies.Engineer).WithSummary("Replaces a rule; it begins anew with the stored past");
        rules.MapDelete("/{id:long}", RemoveAsync).WithName("RemoveConditionRule").ProducesProblem(StatusCodes.Status404NotFound).RequireAuthorization(Policies.Engineer).WithSummary("Removes a rule; what it found stays");
        rules.MapPost("/preview", PreviewAsync).WithName("PreviewConditionRule").RequireAuthorization(Policies.Read)
            .WithSummary("What a rule that is not saved would have said in the last days (30 unless days says otherwise), against the failures known");
    }

    static Ok<List<RuleView>> List(RuleBook book, RuleDesk desk, RuleTaker taker) =>
        TypedResults.Ok(book.All.Select(r => RuleView.Of(r, desk, taker)).ToList());

    static Results<Ok<RuleView>, ProblemHttpResult> Get(long id, RuleBook book, RuleDesk desk, RuleTaker taker) =>
        book.Find(id) is { } rule ? TypedResults.Ok(RuleView.Of(rule, desk, taker)) : Missing(id);

    static ProblemHttpResult Missing(long id) => TypedResults.Problem($"There is no rule {id}.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    static async Task<Results<Created<RuleView>, ValidationProblem>> AddAsync(
        RuleWish wish, RuleBook book, RuleDesk desk, RuleTaker taker, CancellationToken stop)
    {
        var (rule, errors) = desk.Check(wish);
        if (rule is null)
            return TypedResults.ValidationProblem(errors);
        var kept = await book.SaveAsync(rule, stop);
        return TypedResults.Created($"/api/condition/rules/{kept!.Id}", RuleView.Of(kept, desk, taker));
    }

    static async Task<Results<Ok<RuleView>, ProblemHttpResult, ValidationProblem>> ChangeAsync(
        long id, RuleWish wish, RuleBook book, RuleDesk desk, RuleTaker taker, CancellationToken stop)
    {
        var (rule, errors) = desk.Check(wish);
        if (rule is null)
            return TypedResults.ValidationProblem(errors);
        return await book.SaveAsync(rule with { Id = id }, stop) is { } kept ? TypedResults.Ok(RuleView.Of(kept, desk, taker)) : Missing(id);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(long id, RuleBook book, CancellationToken stop) =>
        await book.RemoveAsync(id, stop) ? TypedResults.NoContent() : Missing(id);

    static async Task<Results<Ok<BacktestView>, ValidationProblem>> PreviewAsync(
        RuleWish wish, int? days, RuleDesk desk, BacktestEngine engine, BacktestWords words, TimeProvider time, CancellationToken stop)
    {
        var (rule, errors) = desk.Check(wish with { Name = wish.Name ?? "?" });
        if (days is < 1 or > 366)
            errors["days"] = ["1 – 366"];
        if (rule is null || errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var now = time.GetUtcNow();
        BacktestAsk ask = new(new BacktestSubject.OfRule(rule), new(now.AddDays(-(days ?? 30)), now), BacktestAsk.DefaultHorizon);
        return TypedResults.Ok(words.View(await engine.RunAsync(ask, new(), stop)));
    }
}
