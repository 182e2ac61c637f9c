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
        ideas.MapGet("/", ListAsync).WithName("ListIdeas").RequireAuthorization(Policies.Cooperate).WithSummary("Ideas with their votes, the most votes first; people of other firms see their own");
        ideas.MapPost("/", AddAsync).WithName("AddIdea").RequireAuthorization(Policies.Contribute).WithSummary("Writes an idea down");
        ideas.MapPut("/{idea:int}/vote", (int idea, HttpContext http, IdeaDesk desk, IStringLocalizer<CooperationText> text, CancellationToken stop) => VoteAsync(idea, true, http, desk, text, stop))
            .WithName("VoteForIdea").RequireAuthorization(Policies.Contribute).WithSummary("Votes for an idea of somebody else; one vote a person");
        ideas.MapDelete("/{idea:int}/vote", (int idea, HttpContext http, IdeaDesk desk, IStringLocalizer<CooperationText> text, CancellationToken stop) => VoteAsync(idea, false, http, desk, text, stop))
            .WithName("TakeBackVoteForIdea").RequireAuthorization(Policies.Contribute).WithSummary("Takes the own vote back");
        ideas.MapPut("/{idea:int}/laboratory", LinkAsync).WithName("LinkIdeaToLaboratory").RequireAuthorization(Policies.Contribute).WithSummary("Says in which kept laboratory an idea was tried");
    }

    static async Task<Ok<List<IdeaView>>> ListAsync(HttpContext http, IdeaDesk desk, CancellationToken stop) => TypedResults.Ok(await desk.RankedAsync(http.User, stop));

    static async Task<Answer> VoteAsync(int idea, bool isFor, HttpContext http, IdeaDesk desk, IStringLocalizer<CooperationText> text, CancellationToken stop) =>
        text.Answer(await desk.VoteAsync(http.User, idea, isFor, stop));

    static async Task<Answer> LinkAsync(int idea, LinkWish wish, HttpContext http, IdeaDesk desk, IStringLocalizer<CooperationText> text, CancellationToken stop) =>
        text.Answer(await desk.LinkAsync(http.User, idea, wish.Laboratory, stop));

    internal sealed record LinkWish(string? Laboratory);

    static async Task<Answer> AddAsync(IdeaWish wish, HttpContext http, IdeaDesk desk, IStringLocalizer<CooperationText> text, CancellationToken stop) =>
        http.User.BehindId is { } person ? text.Answer(await desk.AddAsync(wish, person, stop)) : TypedResults.Problem(text["fault.person"].Value, statusCode: StatusCodes.Status403Forbidden);
}
