using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Connect.Mqtt.Access;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Mqtt.Clients;

static class ClientEndpoints
{
    public static void MapMqttClients(this IEndpointRouteBuilder connect)
    {
        var clients = connect.MapGroup("/mqtt").WithTags("MQTT").RequireAuthorization(Policies.Engineer);
        clients.MapGet("/clients", List).WithSummary("Clients that are connected and sessions that are kept, with rates, queues and limits; search= narrows");
        clients.MapGet("/limits", Limits).WithSummary("What a client may use whose key has no limits of its own");
        clients.MapPost("/disconnect", DisconnectAsync).WithSummary("Ends the connection of a client; it may come again, and its session stays");
    }

    static Ok<ClientView[]> List(ClientDesk desk, string? search) =>
        TypedResults.Ok<ClientView[]>([.. desk.List(search, isConnected: true), .. desk.List(search, isConnected: false)]);

    static Ok<LimitsView> Limits(MqttTerms terms) => TypedResults.Ok(LimitsView.Of(terms.Default));

    static async Task<Results<NoContent, NotFound>> DisconnectAsync(WantedEnd wanted, ClientDesk desk, CancellationToken stop) =>
        await desk.DisconnectAsync(wanted.ClientId, stop) ? TypedResults.NoContent() : TypedResults.NotFound();

    /// <summary>The client whose connection is to end.</summary>
    internal sealed record WantedEnd(string ClientId);
}
