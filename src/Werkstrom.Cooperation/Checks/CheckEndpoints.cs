using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Cooperation.Checks;

static class CheckEndpoints
{
    public static void MapChecks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/pilots/trials", Trials).WithTags("Pilots").WithName("ListTrials").RequireAuthorization(Policies.Cooperate).WithSummary("What can be tested or measured here, by key");
        var pilot = routes.MapGroup("/api/pilots/{id:int}").WithTags("Pilots");
        pilot.MapGet("/criteria", ListAsync).WithName("ListPilotCriteria").RequireAuthorization(Policies.Cooperate).WithSummary("The criteria of a pilot");
        pilot.MapPost("/criteria", AddAsync).WithName("AddPilotCriterion").RequireAuthorization(Policies.Contribute).WithSummary("Adds a criterion: a trial with a limit, or one that people judge");
        pilot.MapPut("/criteria/{criterion:int}", ChangeAsync).WithName("ChangePilotCriterion").RequireAuthorization(Policies.Contribute).WithSummary("Changes limit, period or name of a criterion; the change and why stand in the decision log");
        pilot.MapDelete("/criteria/{criterion:int}", RemoveAsync).WithName("RemovePilotCriterion").RequireAuthorization(Policies.Contribute).WithSummary("Removes a criterion");
        pilot.MapPost("/criteria/{criterion:int}/verdict", JudgeAsync).WithName("JudgePilotCriterion").RequireAuthorization(Policies.Contribute).WithSummary("Says whether what people judge holds, and why");
        pilot.MapGet("/connection", ConnectionAsync).WithName("GetPilotConnection").RequireAuthorization(Policies.Cooperate).WithSummary("Whose interface is tested; never the token");
        pilot.MapPut("/connection", PutAsync).WithName("SetPilotConnection").RequireAuthorization(Policies.Contribute).WithSummary("Sets whose interface is tested");
        pilot.MapGet("/checks", ChecksAsync).WithName("ListPilotChecks").RequireAuthorization(Policies.Cooperate).WithSummary("The last hundred checks, the newest first");
        pilot.MapGet("/checks/{check:int}", CheckAsync).WithName("GetPilotCheck").RequireAuthorization(Policies.Cooperate).WithSummary("A check and what it found, criterion by criterion");
        pilot.MapPost("/checks", StartAsync).WithName("StartPilotCheck").RequireAuthorization(Policies.Contribute).WithSummary("Begins a check");
        pilot.MapPost("/checks/cancel", CancelAsync).WithName("CancelPilotCheck").RequireAuthorization(Policies.Contribute).WithSummary("Ends the check that runs");
    }

    static Ok<List<TrialView>> Trials(CriterionDesk desk) => TypedResults.Ok(desk.Trials.Select(t => new TrialView(t.Key, t.Name, t.Help, t.Shape)).ToList());

    static Task<Results<Ok<List<Criterion>>, ProblemHttpResult>> ListAsync(int id, PilotCall call, CriterionDesk desk, CancellationToken stop) =>
        call.ReadAsync<List<Criterion>>(id, async seat => await desk.AllAsync(seat.Pilot.Id, stop), stop);

    static Task<Answer> AddAsync(int id, CriterionWish wish, PilotCall call, CriterionDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.AddAsync(seat, wish, stop), stop);

    static Task<Answer> ChangeAsync(int id, int criterion, CriterionChange change, PilotCall call, CriterionDesk desk, CancellationToken stop) =>
        call.DoAsync(id, seat => desk.ChangeAsync(seat, criterion, change, stop), stop);

    static Task<Answer> RemoveAsync(int id, int criterion, PilotCall call, CriterionDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.RemoveAsync(seat, criterion, stop), stop);

    static Task<Answer> JudgeAsync(int id, int criterion, VerdictWish wish, PilotCall call, CriterionDesk desk, CancellationToken stop) =>
        call.DoAsync(id, seat => desk.JudgeAsync(seat, criterion, wish.Verdict, wish.Reasons, stop), stop);

    static Task<Results<Ok<ConnectionView>, ProblemHttpResult>> ConnectionAsync(int id, PilotCall call, ConnectionDesk desk, CancellationToken stop) =>
        call.ReadAsync<ConnectionView>(id, async seat => ConnectionView.Of(await desk.ReadAsync(seat.Pilot.Id, stop)), stop);

    static Task<Answer> PutAsync(int id, ConnectionWish wish, PilotCall call, ConnectionDesk desk, CancellationToken stop) => call.DoAsync(id, seat => desk.PutAsync(seat, wish, stop), stop);

    static Task<Results<Ok<List<Check>>, ProblemHttpResult>> ChecksAsync(int id, PilotCall call, CheckBook book, CancellationToken stop) =>
        call.ReadAsync<List<Check>>(id, async seat => await book.NewestAsync(seat.Pilot.Id, 100, stop), stop);

    static Task<Results<Ok<CheckView>, ProblemHttpResult>> CheckAsync(
        int id, int check, PilotCall call, CheckBook book, CriterionDesk desk, IStringLocalizer<CooperationText> text, CancellationToken stop) =>
        call.ReadAsync(id, async seat => await book.FindAsync(seat.Pilot.Id, check, stop) is { } found
            ? new CheckView(found, (await book.FindingsAsync(check, stop)).ConvertAll(f => FindingView.Of(f, desk, text))) : null, stop);

    static Task<Answer> StartAsync(int id, PilotCall call, CheckRunner runner, CancellationToken stop) => call.DoAsync(id, seat => runner.StartAsync(seat, stop), stop);

    static Task<Answer> CancelAsync(int id, PilotCall call, CheckRunner runner, CancellationToken stop) => call.DoAsync(id, runner.CancelAsync, stop);

    internal sealed record TrialView(string Key, string Name, string Help, TrialShape Shape);

    internal sealed record VerdictWish(Verdict Verdict, string? Reasons);

    internal sealed record ConnectionView(TrialPlace Place, StandInFault Fault, string Region, string PostalCode, string Address, bool HasSecret)
    {
        public static ConnectionView Of(Connection c) => new(c.Place, c.Fault, c.Region, c.PostalCode, c.Address, c.Secret.Length > 0);
    }

    internal sealed record CheckView(Check Check, List<FindingView> Findings);
}

/// <summary>What was found for a criterion, in words.</summary>
/// <param name="CriterionId">Which criterion.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Measured">The figure; null: none yet.</param>
/// <param name="Limit">The limit then.</param>
/// <param name="IsAtLeast">Whether the limit was the least that would do.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Evidence">What it rests on.</param>
/// <param name="Advice">What to do; empty: nothing.</param>
sealed record FindingView(int CriterionId, string Name, Verdict Outcome, double? Measured, double? Limit, bool IsAtLeast, string Unit, IReadOnlyList<string> Evidence, string Advice)
{
    public static FindingView Of(Finding f, CriterionDesk desk, IStringLocalizer<CooperationText> text)
    {
        var trial = desk.Find(f.Trial);
        string Say(string line) => line.StartsWith("trial.", StringComparison.Ordinal) ? text.Say(line) : f.Trial.Length == 0 ? line : trial?.Say(line) ?? line;
        return new(
            f.CriterionId, f.Name.Length > 0 ? f.Name : trial?.Name ?? f.Trial, f.Outcome, f.Measured, f.LimitValue, f.IsAtLeast, f.Unit,
            [.. f.Evidence.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Say)], f.Advice.Length == 0 || f.Outcome == Verdict.Holds ? "" : Say(f.Advice));
    }
}
