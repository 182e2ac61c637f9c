using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Mapping;

static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder connect)
    {
        var rules = connect.MapGroup("/rules").WithTags("Mapping").RequireAuthorization(Policies.Engineer);
        rules.MapGet("/", List).WithSummary("The rules by which measurement, tags and field become a path, in their order");
        rules.MapPut("/", SaveAsync).WithSummary("Replaces all rules; holds for samples from now on, existing signals stay");
        rules.MapPost("/undo", UndoAsync).WithSummary("Takes the last change of the rules back");
        rules.MapPost("/try", Try).WithSummary("Where a line of line protocol would go: by the rules in force, or by those given");
    }

    static Ok<RuleView[]> List(RuleBook book) => TypedResults.Ok<RuleView[]>([.. book.Current.Rules.Select(RuleView.Of)]);

    static async Task<Results<NoContent, ValidationProblem>> SaveAsync(
        RuleView[] rules, RuleBook book, HttpContext http, CancellationToken stop)
    {
        if (RuleView.Errors(rules) is { Count: > 0 } errors)
            return TypedResults.ValidationProblem(errors);
        await book.SaveAsync(rules, http.User.Identity?.Name ?? "?", stop);
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, NotFound>> UndoAsync(RuleBook book, CancellationToken stop) =>
        await book.UndoAsync(stop) ? TypedResults.NoContent() : TypedResults.NotFound();

    static Results<Ok<TriedLine>, ValidationProblem> Try(TryView view, RuleBook book)
    {
        if (view.Rules is not null && RuleView.Errors(view.Rules) is { Count: > 0 } errors)
            return TypedResults.ValidationProblem(errors);
        var rules = view.Rules is null ? book.Current : new RuleSet([.. view.Rules.Select((rule, at) => rule.ToRule(at + 1))]);
        return TypedResults.Ok(TriedLine.Of(view.Line, rules));
    }

    /// <summary>A line to try, and rules that are not yet in force.</summary>
    internal sealed record TryView(string Line, RuleView[]? Rules);
}
