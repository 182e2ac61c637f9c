using Microsoft.AspNetCore.Http.HttpResults;

namespace Werkstrom.Operation;

/// <summary>What a supervisor asks: does the process live, does it take work.</summary>
static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Operation").AllowAnonymous();
        health.MapGet("/live", () => TypedResults.Ok(new Health("live"))).WithSummary("The process answers");
        health.MapGet("/ready", Ready).WithSummary("The start is over and work is taken");
    }

    static Ok<Health> Ready() => TypedResults.Ok(new Health("ready")); // Kestrel listens only after every start step is done

    /// <summary>Answer of a health check.</summary>
    /// <param name="Status"><c>live</c> or <c>ready</c>.</param>
    internal sealed record Health(string Status);
}
