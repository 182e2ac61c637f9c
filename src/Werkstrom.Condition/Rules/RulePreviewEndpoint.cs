using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Rules;

/// <summary>The piece of the form's page that is drawn anew while one types.</summary>
static class RulePreviewEndpoint
{
    public static void MapRulePreview(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/rules/preview", ShowAsync).RequireAuthorization(Policies.Engineer).ExcludeFromDescription();

    static async Task<IResult> ShowAsync(HttpRequest request, RuleForm form, CancellationToken stop)
    {
        if (!request.HasFormContentType)
            return TypedResults.BadRequest();
        var (wish, errors) = form.Read(await request.ReadFormAsync(stop));
        var trial = await form.TryAsync(wish, errors, stop);
        return new RazorComponentResult<RulePreview>(new Dictionary<string, object?>
        {
            ["Of"] = trial.Answer,
            ["Pictures"] = trial.Plots,
            ["Missing"] = trial.Errors.Values.SelectMany(e => e).ToList(),
            ["Seen"] = trial.Mark,
        });
    }
}
