using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Portal.Letters;

/// <summary>Letters to customers for programs that print them.</summary>
static class LetterApi
{
    public static void MapLetterApi(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/energy/letters", MakeAsync).WithTags("Energy").WithName("MakeLetters").RequireAuthorization(Policies.Engineer)
            .WithSummary("Letters with a code for some customers, or for all who have no access yet, 1,000 at most; older codes of theirs end. The codes are shown this once");

    static async Task<Results<Ok<LettersView>, ValidationProblem>> MakeAsync(LetterAsk ask, HttpContext http, LetterDesk desk, PublicAddress address, CancellationToken stop)
    {
        if (ask.IsForAll == (ask.Customers is { Count: > 0 }))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["customers"] = ["Name customers, or say isForAll for all who have no access yet: one of both."] });
        http.Response.Headers.CacheControl = "no-store"; // codes are keys
        var letters = await desk.MakeAsync(ask.IsForAll ? await desk.WaitingAsync(stop) : [.. ask.Customers!], stop);
        var made = letters.Select(l => l.Customer.Number).ToHashSet();
        return TypedResults.Ok(new LettersView(
            address.Of("/my/start", http.Request), [.. letters.Select(l => new LetterView(l.Customer.Number, l.Customer.Name, l.Customer.Street, l.Customer.Postcode, l.Customer.City, l.Code, l.Until))],
            [.. (ask.Customers ?? []).Where(c => !made.Contains(c))]));
    }

    /// <summary>Who gets a letter.</summary>
    /// <param name="Customers">Numbers of customers.</param>
    /// <param name="IsForAll">All with a contract that holds who have no access yet.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record LetterAsk(IReadOnlyList<string>? Customers, bool IsForAll);

    /// <summary>Letters, where their codes are typed, and the numbers of which there is no customer with a name.</summary>
    internal sealed record LettersView(string Start, IReadOnlyList<LetterView> Letters, IReadOnlyList<string> Unknown);

    /// <summary>A letter.</summary>
    internal sealed record LetterView(string Customer, string Name, string Street, string Postcode, string City, string Code, DateTimeOffset Until);
}
