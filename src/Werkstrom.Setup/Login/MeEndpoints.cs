using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Setup.Login;

static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder setup) => setup.MapGet("/me", Get)
        .WithTags("People").WithSummary("Who is asking, as the server sees it").RequireAuthorization(p => p.RequireAuthenticatedUser());

    internal static Ok<Me> Get(ClaimsPrincipal user) => TypedResults.Ok(new Me(
        user.Actor ?? "", user.Identity?.Name ?? "", user.Role?.ToString().ToLowerInvariant(), user.Scopes.ToWords(), user.MustChangePassword));

    /// <summary>Who is asking: a person with a role, or a token with scopes.</summary>
    internal sealed record Me(string Actor, string Name, string? Role, string Scopes, bool MustChangePassword);
}
