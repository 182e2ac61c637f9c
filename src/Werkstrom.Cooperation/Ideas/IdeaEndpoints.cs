using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Ideas;

static class IdeaEndpoints
{
    public static void MapIdeas(this IEndpointRouteBuilder routes)
    {
        var ideas = routes.MapGroup("/api/pilots/ideas").WithTags("Pilots");
        ideas.MapGet("/", ListAsync).WithName("ListIdeas").RequireAuthorization(Policies.Cooperate).WithSummary("Ideas, the newest first; people of other firms see their own");
        ideas.MapPost("/", AddAsync).WithName("AddIdea").RequireAuthorization(Policies.Contribute).WithSummary("Writes an idea down");
    }

    static async Task<Ok<List<Idea>>> ListAsync(HttpContext http, IdeaDesk desk, CancellationToken stop) => TypedResults.Ok(await desk.SeenAsync(http.User, stop));

    static async Task<Answer> AddAsync(IdeaWish wish, HttpContext http, IdeaDesk desk, IStringLocalizer<CooperationText> text, CancellationToken stop) =>
        http.User.BehindId is { } person ? text.Answer(await desk.AddAsync(wish, person, stop)) : TypedResults.Problem(text["fault.person"].Value, statusCode: StatusCodes.Status403Forbidden);
}
