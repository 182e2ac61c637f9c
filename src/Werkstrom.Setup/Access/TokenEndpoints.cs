using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Setup.Access;

static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder setup)
    {
        var tokens = setup.MapGroup("/tokens").WithTags("Tokens").RequireAuthorization(Policies.Admin);
        tokens.MapGet("/", List).WithSummary("All tokens, newest first, also those that ended; never the keys");
        tokens.MapPost("/", Create).WithSummary("Makes a token; the answer holds its key, which cannot be had again");
        tokens.MapDelete("/{id:int}", Revoke).WithSummary("Withdraws a token: the next request with it is refused");
    }

    internal static async Task<Ok<TokenView[]>> List(Tokens tokens, TimeProvider time, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        return TypedResults.Ok((await tokens.ListAsync(stop)).Select(t => TokenView.Of(t, now)).ToArray());
    }

    internal static async Task<Results<Ok<MadeToken>, ValidationProblem>> Create(
        WantedToken wanted, Tokens tokens, TimeProvider time, CancellationToken stop)
    {
        if (!ScopeWords.TryParseWords(wanted.Scopes, out var scopes))
            return Invalid("scopes", "Scopes are read, write, engineer, admin, separated by commas.");
        try
        {
            var (token, key) = await tokens.CreateAsync(
                new(wanted.Name, scopes, wanted.ExpiresAt, Device: wanted.Device, AssetId: wanted.AssetId), stop);
            return TypedResults.Ok(new MadeToken(TokenView.Of(token, time.GetUtcNow()), key));
        }
        catch (ArgumentException e)
        {
            return Invalid("token", e.Message);
        }
    }

    internal static async Task<Results<NoContent, NotFound>> Revoke(int id, Tokens tokens, CancellationToken stop) =>
        await tokens.RevokeAsync(id, stop) ? TypedResults.NoContent() : TypedResults.NotFound();

    static ValidationProblem Invalid(string field, string reason) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [reason] });

    /// <summary>A token that is wanted: scopes as words with commas, an end in UTC or none.</summary>
    internal sealed record WantedToken(string Name, string Scopes, DateTimeOffset? ExpiresAt, string? Device, int? AssetId);

    /// <summary>A new token and its key.</summary>
    internal sealed record MadeToken(TokenView Token, string Key);

    /// <summary>The wire shape of an <see cref="ApiToken"/>.</summary>
    internal sealed record TokenView(
        int Id, string Name, string Hint, string Scopes, string? Device, int? AssetId, DateTimeOffset CreatedAt,
        DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsed, DateTimeOffset? RevokedAt, bool Valid)
    {
        public static TokenView Of(ApiToken t, DateTimeOffset now) => new(
            t.Id, t.Name, t.Hint, t.Scopes.ToWords(), t.Device, t.AssetId, t.CreatedAt, t.ExpiresAt, t.LastUsed, t.RevokedAt, t.IsValid(now));
    }
}
