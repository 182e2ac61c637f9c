using Microsoft.EntityFrameworkCore;
using Werkstrom.Cooperation;
using Werkstrom.Cooperation.Checks;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Cooperation.Goals;
using Werkstrom.Cooperation.Ideas;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Cooperation.Plan;
using Werkstrom.Cooperation.Results;
using Werkstrom.Cooperation.Terms;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Cooperation;

/// <summary>Every statement of the module on both engines.</summary>
public sealed class PilotRegistryTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Both_registries_keep_a_pilot_with_all_that_belongs_to_it(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine, builder =>
        {
            Microsoft.Extensions.DependencyInjection.LocalizationServiceCollectionExtensions.AddLocalization(builder.Services);
            CooperationModule.AddTo(builder);
        });
        var (_, anna) = await registry.Get<Accounts>().AddAsync(new("Anna", "anna@a.example", Role.Viewer), default);
        var (_, berta) = await registry.Get<Accounts>().AddAsync(new("Berta", "berta@b.example", Role.Partner), default);
        var pilot = (await registry.Get<PilotDesk>().CreateAsync(new("T", "F?", "A-Werk", "B-Haus", new(2026, 3, 29), new(2026, 10, 25), Side.A), anna!.Id, default)).Id;
        var seat = await SeatAsync(registry, pilot, anna.Id);
        Done(await registry.Get<PartDesk>().AddAsync(seat, "berta@b.example", Side.B, default));
        var other = await SeatAsync(registry, pilot, berta!.Id);

        Done(await registry.Get<GoalDesk>().AddAsync(seat, new("geheim", "k"), default));
        Assert.Equal("geheim", Assert.Single(await registry.Get<GoalDesk>().SeenAsync(seat, default)).Text);
        Assert.Empty(await registry.Get<GoalDesk>().SeenAsync(other, default));

        var term = await registry.Get<TermDesk>().OfferAsync(seat, new(Side.A, DataKind.Records, "customer-question", Werkstrom.Kernel.Agreements.Resolution.Day, "test", new(2025, 1, 1), new(2027, 1, 1)), default);
        Done(await registry.Get<TermDesk>().StepAsync(other, term.Id, TermStep.Accept, 1, null, default));
        Assert.Equal(TermState.InForce, Assert.Single(await registry.Get<TermDesk>().AllAsync(pilot, default)).State);
        Assert.Equal(["Offer", "Accept"], (await registry.Get<TermDesk>().LogAsync(pilot, default)).Select(l => l.Step));

        Done(await registry.Get<CriterionDesk>().AddAsync(seat, new("", "Verständlich"), default));
        Done(await registry.Get<ConnectionDesk>().PutAsync(seat, new(TrialPlace.StandIn, "r", "12345", Fault: StandInFault.Late), default));
        var check = await registry.Get<CheckBook>().BeginAsync(pilot, await registry.Get<ConnectionDesk>().ReadAsync(pilot, default), 1, "x", default);
        await registry.Get<CheckBook>().AddAsync(check, id => new() { Id = id, CheckId = check.Id, CriterionId = 1, Trial = "", Name = "n", Outcome = Verdict.Holds, Measured = 99.5, Unit = "%", Evidence = "a\nb", Advice = "" }, default);
        await registry.Get<CheckBook>().EndAsync(check, CheckState.Done, Feasible.Yes, default);
        Assert.Equal(99.5, Assert.Single(await registry.Get<CheckBook>().FindingsAsync(check.Id, default)).Measured);

        var milestone = await registry.Get<PlanDesk>().AddAsync(seat, new("M", new(2026, 4, 1), 5), default);
        Done(await registry.Get<PlanDesk>().MoveAsync(seat, milestone.Id, new(2026, 4, 3), "Feiertag", default));
        Done(await registry.Get<PlanDesk>().DecideAsync(seat, new("W", "D", "", "alle"), default));
        Assert.Equal(new DateOnly(2026, 4, 3), Assert.Single((await registry.Get<PlanDesk>().MilestonesAsync(pilot, default)).Moves).ToDay);
        Done(await registry.Get<IdeaDesk>().AddAsync(new("I", "P", "K"), anna.Id, default));

        Done(await registry.Get<ResultDesk>().WriteAsync(seat, new("S", "L", "ein-ergebnis"), default));
        var mark = ResultDesk.Mark((await registry.Get<ResultDesk>().FindAsync(pilot, default))!);
        Done(await registry.Get<ResultDesk>().AgreeAsync(seat, mark, default));
        Assert.Null(await registry.Get<ResultDesk>().PublishedAsync("ein-ergebnis", default));
        Done(await registry.Get<ResultDesk>().AgreeAsync(other, mark, default));
        Assert.Equal("S", (await registry.Get<ResultDesk>().PublishedAsync("ein-ergebnis", default))!.Summary);

        Done(await registry.Get<PilotDesk>().MoveAsync(seat, PilotState.Stopped, "fertig", default));
        Assert.Equal(TermState.Ended, Assert.Single(await registry.Get<TermDesk>().AllAsync(pilot, default)).State);
        await registry.RestartAsync();
        Assert.Equal((new DateOnly(2026, 3, 29), PilotState.Stopped), (await SeatAsync(registry, pilot, anna.Id)).Pilot is var kept ? (kept.Starts, kept.State) : default);
    }

    static async Task<Seat> SeatAsync(Registries registry, int pilot, int person)
    {
        await using var db = await registry.Get<IDbContextFactory<CooperationDb>>().CreateDbContextAsync();
        return new(await db.Set<Pilot>().SingleAsync(p => p.Id == pilot), await db.Set<Part>().SingleAsync(p => p.PilotId == pilot && p.PersonId == person));
    }

    static void Done(Outcome outcome) => Assert.Equal("", string.Join(' ', outcome.Faults.Select(f => $"{f.Key} {f.Value}")));
}
