using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>Sources for programs, <c>/api/energy/market/sources</c>.</summary>
static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var sources = routes.MapGroup("/api/energy/market/sources").WithTags("Energy");
        sources.MapGet("/", ListAsync).WithName("ListMarketSources").RequireAuthorization(Policies.Read).WithSummary("The providers from whom market data is taken, and how each does");
        sources.MapPut("/{key}", PutAsync).WithName("SetMarketSource").RequireAuthorization(Policies.Engineer).WithSummary("Sets a provider: on or off, address, zone, place, time, token");
        sources.MapPost("/{key}/fetch", FetchAsync).WithName("FetchMarketSource").RequireAuthorization(Policies.Engineer).WithSummary("Asks a provider now for all that is missing");
        sources.MapGet("/{key}/letters", LettersAsync).WithName("ListMarketLetters").RequireAuthorization(Policies.Engineer).WithSummary("Texts of a provider that were not understood wholly, the newest first");
    }

    static async Task<Ok<List<SourceView>>> ListAsync(SourceShelf shelf, CancellationToken stop)
    {
        var states = await shelf.StatesAsync(stop);
        return TypedResults.Ok((await shelf.AllAsync(stop)).Select(s => SourceView.Of(s, states.GetValueOrDefault(s.Key))).ToList());
    }

    static async Task<Results<NoContent, NotFound, ValidationProblem>> PutAsync(string key, SourceWish wish, SourceShelf shelf, CancellationToken stop)
    {
        if (!MarketSource.Keys.Contains(key))
            return TypedResults.NotFound();
        var faults = await shelf.PutAsync(key, wish, stop);
        return faults.Count == 0 ? TypedResults.NoContent() : TypedResults.ValidationProblem(faults.ToDictionary(f => f.Key, f => new[] { MarketText.Say(null, f.Value.Key, f.Value.Sent) }));
    }

    static async Task<Results<Ok<SourceView>, NotFound, Conflict<string>>> FetchAsync(string key, SourceShelf shelf, SourceRunner runner, CancellationToken stop)
    {
        if ((await shelf.AllAsync(stop)).FirstOrDefault(s => s.Key == key) is not { } source)
            return TypedResults.NotFound();
        if (!source.IsOn)
            return TypedResults.Conflict(MarketText.Say(null, "source.error.off"));
        return TypedResults.Ok(SourceView.Of(source, await runner.RunAsync(source, stop)));
    }

    static async Task<Results<Ok<List<SourceLetter>>, NotFound>> LettersAsync(string key, SourceShelf shelf, CancellationToken stop) =>
        MarketSource.Keys.Contains(key) ? TypedResults.Ok((await shelf.LettersAsync(key, stop)).ToList()) : TypedResults.NotFound();
}

/// <summary>A provider, as it is set and as it does.</summary>
/// <param name="Key">Which.</param>
/// <param name="IsOn">Whether it is asked.</param>
/// <param name="Address">Where.</param>
/// <param name="Zone">The zone whose prices it gives.</param>
/// <param name="Place">What it calls that.</param>
/// <param name="FetchFrom">From when on tomorrow is asked for, German time.</param>
/// <param name="HasSecret">Whether a token is kept for it.</param>
/// <param name="Look">off, new, good, waiting or failing.</param>
/// <param name="Why">Why it is not well; empty when it is.</param>
/// <param name="Tried">When it was asked last.</param>
/// <param name="Good">When it last gave something.</param>
/// <param name="Next">When it is asked next.</param>
/// <param name="Failures">How often it failed one after the other.</param>
/// <param name="Missing">Quarter-hours that it has not given.</param>
/// <param name="Minutes">For how many minutes its values hold.</param>
sealed record SourceView(
    string Key, bool IsOn, string Address, string Zone, string Place, string FetchFrom, bool HasSecret, string Look, string Why, DateTimeOffset? Tried, DateTimeOffset? Good, DateTimeOffset? Next,
    int Failures, int Missing, string Minutes)
{
    public static SourceView Of(MarketSource s, SourceState? state) => new(
        s.Key, s.IsOn, s.Address, s.Zone, s.Place, s.FetchFrom, s.Secret.Length > 0, SourceWords.Look(s, state), SourceWords.Why(null, state?.Reason ?? ""), state?.Tried, state?.Good,
        s.IsOn ? state?.Next : null, state?.Failures ?? 0, state?.Missing ?? 0, state?.Steps ?? "");
}
