using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Terms;

static class TermEndpoints
{
    public static void MapTerms(this IEndpointRouteBuilder routes)
    {
        var terms = routes.MapGroup("/api/pilots/{id:int}/agreements").WithTags("Pilots");
        terms.MapGet("/", ListAsync).WithName("ListPilotAgreements").RequireAuthorization(Policies.Cooperate).WithSummary("Offers and agreements on data, the newest first");
        terms.MapPost("/", OfferAsync).WithName("OfferPilotAgreement").RequireAuthorization(Policies.Contribute).WithSummary("Offers or asks for data");
        terms.MapPost("/{term:int}/{step}", StepAsync).WithName("StepPilotAgreement").RequireAuthorization(Policies.Contribute)
            .WithSummary("counter, accept, decline, withdraw or end; names the version that was read");
    }

    static Task<Results<Ok<List<Term>>, ProblemHttpResult>> ListAsync(int id, PilotCall call, TermDesk desk, CancellationToken stop) =>
        call.ReadAsync<List<Term>>(id, async seat => await desk.AllAsync(seat.Pilot.Id, stop), stop);

    static Task<Answer> OfferAsync(int id, TermWish wish, PilotCall call, TermDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.OfferAsync(seat, wish, stop), stop);

    static Task<Answer> StepAsync(int id, int term, string step, StepWish wish, PilotCall call, TermDesk desk, CancellationToken stop) =>
        call.DoAsync(id, async seat => Enum.TryParse<TermStep>(step, true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(step[0])
            ? await desk.StepAsync(seat, term, known, wish.Version, wish.Offer, stop) : Outcome.Gone, stop);

    internal sealed record StepWish(int Version, TermWish? Offer = null);
}
