using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Watching;

static class WatchEndpoints
{
    public static void MapWatching(this IEndpointRouteBuilder condition) => condition.MapGet("/signals", ListAsync)
        .WithTags("Condition").RequireAuthorization(Policies.Read)
        .WithSummary("The signals that are watched: as what, learned since when, how many findings in 30 days; and how many still wait to be learned");

    static async Task<Ok<WatchedList>> ListAsync(WatchReport report, CancellationToken stop)
    {
        var (done, waiting) = report.Progress;
        return TypedResults.Ok(new WatchedList(await report.ListAsync(stop), done, waiting));
    }

    /// <summary>What is watched.</summary>
    /// <param name="Signals">Those with the most findings first.</param>
    /// <param name="Learned">How many were learned since the start.</param>
    /// <param name="Waiting">How many still wait to be learned from what is stored.</param>
    internal sealed record WatchedList(IReadOnlyList<WatchedView> Signals, int Learned, int Waiting);
}
