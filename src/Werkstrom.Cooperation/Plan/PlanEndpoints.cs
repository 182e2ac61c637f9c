using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Plan;

static class PlanEndpoints
{
    public static void MapPlan(this IEndpointRouteBuilder routes)
    {
        var pilot = routes.MapGroup("/api/pilots/{id:int}").WithTags("Pilots");
        pilot.MapGet("/milestones", MilestonesAsync).WithName("ListPilotMilestones").RequireAuthorization(Policies.Cooperate).WithSummary("Milestones by day, and how each was moved");
        pilot.MapPost("/milestones", AddAsync).WithName("AddPilotMilestone").RequireAuthorization(Policies.Contribute).WithSummary("Adds a milestone with room for change");
        pilot.MapPost("/milestones/{milestone:int}/move", MoveAsync).WithName("MovePilotMilestone").RequireAuthorization(Policies.Contribute).WithSummary("Moves a milestone, with a reason that stays");
        pilot.MapPost("/milestones/{milestone:int}/reached", ReachAsync).WithName("ReachPilotMilestone").RequireAuthorization(Policies.Contribute).WithSummary("Says on which day it was reached; no day: not after all");
        pilot.MapGet("/decisions", DecisionsAsync).WithName("ListPilotDecisions").RequireAuthorization(Policies.Cooperate).WithSummary("Decisions, the oldest first");
        pilot.MapPost("/decisions", DecideAsync).WithName("AddPilotDecision").RequireAuthorization(Policies.Contribute).WithSummary("Writes a decision down; it stays as it is");
    }

    static Task<Results<Ok<MilestonesView>, ProblemHttpResult>> MilestonesAsync(int id, PilotCall call, PlanDesk desk, CancellationToken stop) =>
        call.ReadAsync<MilestonesView>(id, async seat => await desk.MilestonesAsync(seat.Pilot.Id, stop) is var (all, moves) ? new(all, moves) : null, stop);

    static Task<Answer> AddAsync(int id, MilestoneWish wish, PilotCall call, PlanDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.AddAsync(seat, wish, stop), stop);

    static Task<Answer> MoveAsync(int id, int milestone, MoveWish wish, PilotCall call, PlanDesk desk, CancellationToken stop) =>
        call.DoAsync(id, seat => desk.MoveAsync(seat, milestone, wish.Due, wish.Why, stop), stop);

    static Task<Answer> ReachAsync(int id, int milestone, ReachWish wish, PilotCall call, PlanDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.ReachAsync(seat, milestone, wish.On, stop), stop);

    static Task<Results<Ok<List<Decision>>, ProblemHttpResult>> DecisionsAsync(int id, PilotCall call, PlanDesk desk, LogWords log, CancellationToken stop) =>
        call.ReadAsync<List<Decision>>(id, async seat => (await desk.DecisionsAsync(seat.Pilot.Id, stop)).ConvertAll(log.Read), stop);

    static Task<Answer> DecideAsync(int id, DecisionWish wish, PilotCall call, PlanDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.DecideAsync(seat, wish, stop), stop);

    internal sealed record MilestonesView(List<Milestone> Milestones, List<MilestoneMove> Moves);

    internal sealed record MoveWish(DateOnly? Due, string? Why);

    internal sealed record ReachWish(DateOnly? On);
}
