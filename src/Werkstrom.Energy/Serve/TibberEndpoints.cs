using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Serve.Gql;

namespace Werkstrom.Energy.Serve;

/// <summary>As Tibber's GraphQL: price info of the tariffs of the house, by the hour or quarter-hour. A home is a tariff.</summary>
static class TibberEndpoints
{
    const int Longest = 50_000;

    public static void MapTibber(this IEndpointRouteBuilder routes) => routes.MapPost("/v1-beta/gql", AnswerAsync).AllowAnonymous() // asked for within
        .WithTags("Energy").WithSummary("As Tibber's GraphQL: price info (current, today, tomorrow; HOURLY or QUARTER_HOURLY) of the tariffs of the house, each a home");

    static async Task AnswerAsync(HttpContext http, ServeDoor door, TibberSchema schema)
    {
        if (await door.EnterAsync(http) is { } refused)
        {
            await RefuseAsync(http, refused, refused.Status == StatusCodes.Status401Unauthorized ? "UNAUTHENTICATED" : refused.Status == StatusCodes.Status429TooManyRequests ? "RATE_LIMITED" : "FORBIDDEN");
            return;
        }

        try
        {
            var asked = await ReadAsync(http);
            List<string> faults = [];
            var data = await schema.Query(faults, http.RequestAborted).AnswerAsync(schema, asked);
            await ServeAnswer.WriteAsync(http, new GqlAnswer(data, faults.Count == 0 ? null : [.. faults.Distinct().Select(f => new { message = f })]));
        }
        catch (GqlException e)
        {
            await RefuseAsync(http, new(StatusCodes.Status400BadRequest, e.Message), "GRAPHQL_VALIDATION_FAILED");
        }
    }

    static async Task<IReadOnlyList<GqlField>> ReadAsync(HttpContext http)
    {
        using MemoryStream body = new();
        var buffer = new byte[8_192];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            if (body.Length + read > Longest)
                throw new GqlException($"The query has more than {Longest} bytes.");
            body.Write(buffer, 0, read);
        }

        try
        {
            using var document = JsonDocument.Parse(body.ToArray());
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("query", out var query) || query.ValueKind != JsonValueKind.String)
                throw new GqlException("The body must be JSON with the text 'query'.");
            var operation = document.RootElement.TryGetProperty("operationName", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
            return GqlReader.Read(query.GetString()!, document.RootElement.TryGetProperty("variables", out var variables) ? variables : default, operation);
        }
        catch (JsonException)
        {
            throw new GqlException("The body must be JSON with the text 'query'.");
        }
    }

    static Task RefuseAsync(HttpContext http, Refusal refused, string code) =>
        ServeAnswer.WriteAsync(http, new { errors = new[] { new { message = refused.Message, extensions = new { code } } } }, refused.Status);

    /// <summary>An answer of GraphQL.</summary>
    sealed record GqlAnswer([property: System.Text.Json.Serialization.JsonPropertyName("data")] object Data, [property: System.Text.Json.Serialization.JsonPropertyName("errors")] IReadOnlyList<object>? Errors);
}
