using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Market.Sources;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Partners;

/// <summary>Partners for programs, <c>/api/energy/partners</c>.</summary>
static class PartnerEndpoints
{
    public static void MapPartners(this IEndpointRouteBuilder routes)
    {
        var partners = routes.MapGroup("/api/energy/partners").WithTags("Energy");
        partners.MapGet("/", ListAsync).WithName("ListIndexPartners").RequireAuthorization(Policies.Read).WithSummary("The partners whose frozen index is taken, and how each does");
        partners.MapPut("/{region}", PutAsync).WithName("SetIndexPartner").RequireAuthorization(Policies.Engineer).WithSummary("Makes or changes a partner: on or off, address, region there, token, trusted key");
        partners.MapDelete("/{region}", RemoveAsync).WithName("RemoveIndexPartner").RequireAuthorization(Policies.Engineer).WithSummary("Forgets a partner; the days that were taken stay");
        partners.MapPost("/{region}/fetch", FetchAsync).WithName("FetchIndexPartner").RequireAuthorization(Policies.Engineer).WithSummary("Asks a partner now for all days that are not here yet");
    }

    static async Task<Ok<List<PartnerView>>> ListAsync(PartnerShelf shelf, IStringLocalizer<PartnerText> text, CancellationToken stop)
    {
        var states = await shelf.StatesAsync(stop);
        return TypedResults.Ok((await shelf.AllAsync(stop)).ConvertAll(p => PartnerView.Of(p, states.GetValueOrDefault(p.Region), text)));
    }

    static async Task<Results<NoContent, ValidationProblem>> PutAsync(string region, PartnerWish wish, PartnerShelf shelf, IStringLocalizer<PartnerText> text, CancellationToken stop) =>
        await shelf.PutAsync(region, wish, stop) is { Count: > 0 } faults
            ? TypedResults.ValidationProblem(faults.ToDictionary(f => f.Key, f => new[] { text[f.Value.Key, f.Value.Sent].Value })) : TypedResults.NoContent();

    static async Task<Results<NoContent, NotFound>> RemoveAsync(string region, PartnerShelf shelf, CancellationToken stop) =>
        await shelf.RemoveAsync(region, stop) ? TypedResults.NoContent() : TypedResults.NotFound();

    static async Task<Results<Ok<PartnerView>, NotFound>> FetchAsync(
        string region, PartnerShelf shelf, PartnerTaker taker, IStringLocalizer<PartnerText> text, CancellationToken stop, DateOnly? from = null, DateOnly? to = null) =>
        (await shelf.AllAsync(stop)).Find(p => p.Region == region) is { } partner
            ? TypedResults.Ok(PartnerView.Of(partner, await taker.RunAsync(partner, from, to, stop), text)) : TypedResults.NotFound();
}

/// <summary>A partner, as it is set and as it does.</summary>
/// <param name="Region">Code under which its index is known here.</param>
/// <param name="IsOn">Whether it is asked.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Remote">Code of the region there.</param>
/// <param name="HasSecret">Whether a token is known.</param>
/// <param name="KeyId">Thumbprint of the key that is trusted; empty: none was seen yet.</param>
/// <param name="Why">Why it is not well; empty when it is.</param>
/// <param name="Tried">When it was asked last.</param>
/// <param name="Good">When it last gave all.</param>
/// <param name="Next">When it is asked next.</param>
/// <param name="LastDay">The newest day that was taken.</param>
sealed record PartnerView(
    string Region, bool IsOn, string Address, string Remote, bool HasSecret, string KeyId, string Why, DateTimeOffset? Tried, DateTimeOffset? Good, DateTimeOffset? Next, DateOnly? LastDay)
{
    public static PartnerView Of(Partner partner, PartnerState? state, IStringLocalizer<PartnerText> text) => new(
        partner.Region, partner.IsOn, partner.Address, partner.Remote, partner.Secret.Length > 0, partner.KeyId, Say(state?.Reason ?? "", text), state?.Tried, state?.Good,
        partner.IsOn ? state?.Next : null, state?.LastDay is { } day ? InputBook.Date(day) : null);

    /// <summary>A reason in words.</summary>
    public static string Say(string reason, IStringLocalizer<PartnerText> text)
    {
        var parts = reason.Split('|', 2);
        var detail = parts.Length < 2 ? "" : parts[0] == "network" ? SourceWords.Network(null, parts[1]) : parts[1];
        return reason.Length == 0 ? "" : text["why." + parts[0]] is { ResourceNotFound: false } known ? string.Format(System.Globalization.CultureInfo.CurrentCulture, known.Value, detail) : reason;
    }
}
