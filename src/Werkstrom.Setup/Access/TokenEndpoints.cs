using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Assets;
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
        WantedToken wanted, Tokens tokens, AssetCatalog assets, IDeviceTerms terms, TimeProvider time, CancellationToken stop)
    {
        var isRead = ScopeWords.TryParseWords(wanted.Scopes, out var scopes);
        try
        {
            TokenWish wish = new(wanted.Name ?? "", isRead ? scopes : Scopes.None, wanted.ExpiresAt, wanted.Device)
            {
                AssetId = wanted.AssetId,
                Asset = wanted.Asset,
                Certificate = wanted.Certificate,
                Topics = wanted.Topics,
                Limits = wanted.Limits,
            };
            var (token, key) = await wish.MakeAsync(tokens, assets, terms, stop);
            return TypedResults.Ok(new MadeToken(TokenView.Of(token, time.GetUtcNow()), key.Length == 0 ? null : key));
        }
        catch (DeviceFaultException e)
        {
            return TypedResults.ValidationProblem(e.Faults.GroupBy(fault => fault.Code.Split('.')[0]).ToDictionary(group => group.Key, group => group.Select(fault => fault.Text).ToArray()));
        }
        catch (ArgumentException e)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["token"] = [e.Message] });
        }
    }

    internal static async Task<Results<NoContent, NotFound>> Revoke(int id, Tokens tokens, CancellationToken stop) =>
        await tokens.RevokeAsync(id, stop) ? TypedResults.NoContent() : TypedResults.NotFound();

    /// <summary>A token that is wanted.</summary>
    /// <param name="Name">What it is for.</param>
    /// <param name="Scopes">Words with commas.</param>
    /// <param name="ExpiresAt">Its end in UTC, or none.</param>
    /// <param name="Device">The device it is built into.</param>
    /// <param name="AssetId">Number of the asset that it is bound to.</param>
    /// <param name="Asset">Path of the asset that it is bound to, instead of its number.</param>
    /// <param name="Certificate">Opens instead of a key: PEM, SHA-256 fingerprint, or CN=name.</param>
    /// <param name="Topics">Rules for topics of MQTT, one a line: allow or deny, publish or subscribe or neither, a filter.</param>
    /// <param name="Limits">Limits of its own, by the names that /api/connect/mqtt/limits shows.</param>
    internal sealed record WantedToken(
        string? Name, string? Scopes, DateTimeOffset? ExpiresAt, string? Device, int? AssetId, string? Asset, string? Certificate, string? Topics,
        Dictionary<string, long>? Limits);

    /// <summary>A new token and its key; null when a certificate opens.</summary>
    internal sealed record MadeToken(TokenView Token, string? Key);

    /// <summary>The wire shape of an <see cref="ApiToken"/>.</summary>
    internal sealed record TokenView(
        int Id, string Name, string Hint, string Scopes, string? Device, int? AssetId, DateTimeOffset CreatedAt,
        DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsed, DateTimeOffset? RevokedAt, bool Valid, string? Certificate, string? Topics,
        IReadOnlyDictionary<string, long> Limits)
    {
        public static TokenView Of(ApiToken t, DateTimeOffset now) => new(
            t.Id, t.Name, t.Hint, t.Scopes.ToWords(), t.Device, t.AssetId, t.CreatedAt, t.ExpiresAt, t.LastUsed, t.RevokedAt, t.IsValid(now),
            t.Certificate, t.Topics, t.Limits);
    }
}
