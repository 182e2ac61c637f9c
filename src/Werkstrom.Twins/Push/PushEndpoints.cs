using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;

namespace Werkstrom.Twins.Push;

/// <summary>The stream of events of shells, <c>/api/twins/events</c>.</summary>
static class PushEndpoints
{
    const int Least = 100, Most = 60_000;

    public static void MapPush(this IEndpointRouteBuilder routes) => routes.MapGet("/api/twins/events", Get)
        .RequireAuthorization(Policies.Read).WithName("GetTwinEvents").WithTags("Twins").Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
        .WithSummary("What happens to shells as server-sent events: value (a sample), created, updated, deleted (also shells of assets, by what becomes of the asset); who comes back with Last-Event-ID gets the changes it missed, or reset");

    static Results<EmptyHttpResult, TwinStream, ValidationProblem> Get(
        [Description("Number of an asset: it and those below it")] string? asset,
        [Description("Identifier of a shell")] string? shell,
        [Description("Identifier of a submodel")] string? submodel,
        [Description("Least milliseconds between two values of a signal, 100 to 60000; default 1000")] string? every,
        [FromHeader(Name = "Last-Event-ID"), Description("Id of the last event that was read")] string? since,
        [FromServices] AssetCatalog assets, IServiceProvider all)
    {
        Dictionary<string, string[]> wrong = [];
        var number = Whole(asset);
        if (asset is not null && (number is null || !assets.TryGet(number.Value, out _)))
            wrong["asset"] = [$"asset ({asset}) is no number of an asset."];
        if (every is not null && Whole(every) is not (>= Least and <= Most))
            wrong["every"] = [$"every ({every}) must be a whole number from {Least} to {Most}."];
        if (wrong.Count > 0)
            return TypedResults.ValidationProblem(wrong);
        TwinAsk ask = new(number, number is { } root ? [.. assets.Within(root).Select(a => a.Id)] : null, shell, submodel, TimeSpan.FromMilliseconds(Whole(every) ?? 1_000), since);
        return ActivatorUtilities.CreateInstance<TwinStream>(all, ask);
    }

    static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
