using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>Pilots for programs, <c>/api/pilots</c>. Each asks the door first: a pilot in which one has no part is not there.</summary>
static class PilotEndpoints
{
    public static void MapPilots(this IEndpointRouteBuilder routes)
    {
        var pilots = routes.MapGroup("/api/pilots").WithTags("Pilots");
        pilots.MapGet("/", ListAsync).WithName("ListPilots").RequireAuthorization(Policies.Cooperate).WithSummary("The pilots in which who asks takes part, the newest first");
        pilots.MapGet("/{id:int}", GetAsync).WithName("GetPilot").RequireAuthorization(Policies.Cooperate).WithSummary("One pilot and who takes part");
        pilots.MapPost("/", CreateAsync).WithName("MakePilot").RequireAuthorization(Policies.Contribute).WithSummary("Makes a pilot; needs the role engineer, or a token with that scope");
        pilots.MapPut("/{id:int}", ChangeAsync).WithName("ChangePilot").RequireAuthorization(Policies.Contribute).WithSummary("Changes title, question, firms, days and links");
        pilots.MapPost("/{id:int}/state", MoveAsync).WithName("MovePilot").RequireAuthorization(Policies.Contribute).WithSummary("Starts, ends or stops it; its agreements end with it");
        pilots.MapPost("/{id:int}/follow-up", FollowUpAsync).WithName("FollowUpPilot").RequireAuthorization(Policies.Contribute).WithSummary("Says what became of it after its end");
        pilots.MapPost("/{id:int}/people", AddAsync).WithName("AddToPilot").RequireAuthorization(Policies.Contribute).WithSummary("Brings somebody in by mail address");
        pilots.MapDelete("/{id:int}/people/{person:int}", RemoveAsync).WithName("RemoveFromPilot").RequireAuthorization(Policies.Contribute).WithSummary("Takes somebody out");
    }

    static async Task<Ok<List<PilotView>>> ListAsync(HttpContext http, PilotDoor door, CancellationToken stop) =>
        TypedResults.Ok((await door.AllAsync(http.User, stop)).ConvertAll(s => PilotView.Of(s, null)));

    static Task<Results<Ok<PilotView>, ProblemHttpResult>> GetAsync(int id, PilotCall call, PartDesk parts, CancellationToken stop) =>
        call.ReadAsync<PilotView>(id, async seat => PilotView.Of(seat, await parts.AllAsync(seat.Pilot, stop)), stop);

    static async Task<Answer> CreateAsync(PilotWish wish, HttpContext http, PilotDesk desk, IStringLocalizer<CooperationText> text, CancellationToken stop) =>
        !MayCreate(http) ? TypedResults.Problem(text["fault.create"].Value, statusCode: StatusCodes.Status403Forbidden)
            : text.Answer(await desk.CreateAsync(wish, http.User.BehindId!.Value, stop));

    /// <summary>Pilots are opened by the house: an engineer or admin, or a token of such a person.</summary>
    public static bool MayCreate(HttpContext http) =>
        http.User.BehindId is not null && (http.User.Role is Role.Engineer or Role.Admin || http.User.Scopes.HasFlag(Scopes.Engineer));

    static Task<Answer> ChangeAsync(int id, PilotWish wish, PilotCall call, PilotDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.ChangeAsync(seat, wish, stop), stop);

    static Task<Answer> MoveAsync(int id, StateWish wish, PilotCall call, PilotDesk desk, CancellationToken stop) =>
        call.DoAsync(id, seat => desk.MoveAsync(seat, wish.State, wish.Why, stop), stop);

    static Task<Answer> FollowUpAsync(int id, FollowUpWish wish, PilotCall call, PilotDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.FollowUpAsync(seat, wish.Text, stop), stop);

    static Task<Answer> AddAsync(int id, PartWish wish, PilotCall call, PartDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.AddAsync(seat, wish.Mail, wish.Side, stop), stop);

    static Task<Answer> RemoveAsync(int id, int person, PilotCall call, PartDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.RemoveAsync(seat, person, stop), stop);

    internal sealed record StateWish(PilotState State, string? Why = null);

    internal sealed record FollowUpWish(string? Text);

    internal sealed record PartWish(string? Mail, Side Side);
}

/// <summary>A pilot as who asks may see it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Question">What it is to answer.</param>
/// <param name="PartnerA">Name of the one firm.</param>
/// <param name="PartnerB">Name of the other.</param>
/// <param name="Starts">First day.</param>
/// <param name="Ends">Last day.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Side">As what who asks takes part.</param>
/// <param name="Why">Why it was stopped; empty while it was not.</param>
/// <param name="Laboratory">Number of the idea in the tariff laboratory.</param>
/// <param name="Tariff">Key of the tariff.</param>
/// <param name="FollowUp">What became of it.</param>
/// <param name="People">Who takes part; null in lists.</param>
sealed record PilotView(
    int Id, string Title, string Question, string PartnerA, string PartnerB, DateOnly Starts, DateOnly Ends, PilotState State, Side Side, string Why, string Laboratory, string Tariff,
    string FollowUp, List<PartView>? People)
{
    public static PilotView Of(Seat s, List<PartView>? people) => new(
        s.Pilot.Id, s.Pilot.Title, s.Pilot.Question, s.Pilot.PartnerA, s.Pilot.PartnerB, s.Pilot.Starts, s.Pilot.Ends, s.Pilot.State, s.Side, s.Pilot.Why, s.Pilot.Laboratory, s.Pilot.Tariff,
        s.Pilot.FollowUp, people);
}
