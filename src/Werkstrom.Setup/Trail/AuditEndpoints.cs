using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Setup.Trail;

static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder setup) => setup.MapGet("/audit", List)
        .WithTags("Audit").WithSummary("Who did what when, newest first, with before and after").RequireAuthorization(Policies.Admin);

    internal static async Task<Ok<AuditView[]>> List(
        string? actor, string? entity, string? key, string? action, DateTimeOffset? from, DateTimeOffset? to, int? skip, int? limit,
        AuditLog audit, CancellationToken stop)
    {
        var rows = await audit.ListAsync(
            new()
            {
                Actor = actor,
                Entity = entity,
                Key = key,
                Action = action,
                From = from,
                To = to,
                Skip = skip ?? 0,
                Limit = limit ?? 100,
            },
            stop);
        return TypedResults.Ok(rows.Select(AuditView.Of).ToArray());
    }

    /// <summary>The wire shape of an <see cref="AuditRow"/>; before and after as JSON.</summary>
    internal sealed record AuditView(
        string Id, DateTimeOffset At, string Actor, string ActorName, string? Address, string Action, string Entity, string Key,
        JsonElement? Before, JsonElement? After)
    {
        public static AuditView Of(AuditRow row) => new(
            row.Id, row.At, row.Actor, row.ActorName, row.Address, row.Action, row.Entity, row.EntityKey, Json(row.Before), Json(row.After));

        static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
    }
}
