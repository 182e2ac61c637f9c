using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Cooperation.Plan;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Results;

static class ResultEndpoints
{
    public static void MapResults(this IEndpointRouteBuilder routes)
    {
        var result = routes.MapGroup("/api/pilots/{id:int}/result").WithTags("Pilots");
        result.MapGet("/", GetAsync).WithName("GetPilotResult").RequireAuthorization(Policies.Cooperate).WithSummary("What is kept to be published, and who agreed");
        result.MapPut("/", WriteAsync).WithName("WritePilotResult").RequireAuthorization(Policies.Contribute).WithSummary("Writes it; both firms have to agree again");
        result.MapPost("/agree", AgreeAsync).WithName("AgreePilotResult").RequireAuthorization(Policies.Contribute).WithSummary("Yes for the own firm; the second yes publishes");
        result.MapPost("/withdraw", WithdrawAsync).WithName("WithdrawPilotResult").RequireAuthorization(Policies.Contribute).WithSummary("Takes the page back at once");
        routes.MapGet("/api/pilot-results/{slug}", PublicAsync).WithTags("Pilots").WithName("ReadPilotResult").AllowAnonymous().WithSummary("A result that both firms published");
    }

    static Task<Results<Ok<ResultView>, ProblemHttpResult>> GetAsync(int id, PilotCall call, ResultDesk desk, LogWords log, CancellationToken stop) => call.ReadAsync(id, async seat =>
        await desk.FindAsync(seat.Pilot.Id, stop) is { } kept
            ? new ResultView(kept.Slug, kept.AgreedA, kept.AgreedB, kept.PublishedAt, ResultDesk.Mark(kept), ResultDesk.Read(kept.Content)?.In(log)) : null, stop);

    static Task<Answer> WriteAsync(int id, ResultWish wish, PilotCall call, ResultDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.WriteAsync(seat, wish, stop), stop);

    static Task<Answer> AgreeAsync(int id, AgreeWish wish, PilotCall call, ResultDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.AgreeAsync(seat, wish.Mark, stop), stop);

    static Task<Answer> WithdrawAsync(int id, PilotCall call, ResultDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.WithdrawAsync(seat, stop), stop);

    static async Task<Results<Ok<ResultContent>, ProblemHttpResult>> PublicAsync(string slug, ResultDesk desk, LogWords log, IStringLocalizer<CooperationText> text, CancellationToken stop) =>
        await desk.PublishedAsync(slug, stop) is { } content ? TypedResults.Ok(content.In(log)) : text.Missing();

    internal sealed record AgreeWish(string? Mark);

    internal sealed record ResultView(string Slug, string AgreedA, string AgreedB, DateTimeOffset? PublishedAt, string Mark, ResultContent? Content);
}
