using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Goals;

static class GoalEndpoints
{
    public static void MapGoals(this IEndpointRouteBuilder routes)
    {
        var goals = routes.MapGroup("/api/pilots/{id:int}/goals").WithTags("Pilots");
        goals.MapGet("/", ListAsync).WithName("ListPilotGoals").RequireAuthorization(Policies.Cooperate).WithSummary("The shared goals, and the private ones of the own firm");
        goals.MapPost("/", AddAsync).WithName("AddPilotGoal").RequireAuthorization(Policies.Contribute).WithSummary("Adds a goal of the own firm; private unless it says otherwise");
        goals.MapPut("/{goal:int}", ChangeAsync).WithName("ChangePilotGoal").RequireAuthorization(Policies.Contribute).WithSummary("Changes a goal of the own firm");
        goals.MapDelete("/{goal:int}", RemoveAsync).WithName("RemovePilotGoal").RequireAuthorization(Policies.Contribute).WithSummary("Removes a goal of the own firm");
    }

    static Task<Results<Ok<List<GoalView>>, ProblemHttpResult>> ListAsync(int id, PilotCall call, GoalDesk desk, CancellationToken stop) =>
        call.ReadAsync<List<GoalView>>(id, async seat => await desk.SeenAsync(seat, stop), stop);

    static Task<Answer> AddAsync(int id, GoalWish wish, PilotCall call, GoalDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.AddAsync(seat, wish, stop), stop);

    static Task<Answer> ChangeAsync(int id, int goal, GoalWish wish, PilotCall call, GoalDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.ChangeAsync(seat, goal, wish, stop), stop);

    static Task<Answer> RemoveAsync(int id, int goal, PilotCall call, GoalDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.RemoveAsync(seat, goal, stop), stop);
}
