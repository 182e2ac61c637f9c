using Microsoft.EntityFrameworkCore;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Cooperation.Plan;

/// <summary>How a milestone is wished.</summary>
/// <param name="Name">What is reached.</param>
/// <param name="Due">By which day.</param>
/// <param name="BufferDays">Room for change, days.</param>
sealed record MilestoneWish(string? Name, DateOnly? Due, int BufferDays = 0);

/// <summary>A decision as it is written down.</summary>
/// <param name="What">What was decided.</param>
/// <param name="Why">Why.</param>
/// <param name="Alternatives">What else was thought of; may be empty.</param>
/// <param name="Agreed">Who agreed.</param>
/// <param name="CorrectsId">The earlier decision that this one corrects.</param>
sealed record DecisionWish(string? What, string? Why, string? Alternatives, string? Agreed, int? CorrectsId = null);

/// <summary>Milestones and decisions of a pilot.</summary>
sealed class PlanDesk(IDbContextFactory<CooperationDb> dbs, Actor actor, TimeProvider clock)
{
    /// <summary>Milestones by day, and how each was moved.</summary>
    public async Task<(List<Milestone> Milestones, List<MilestoneMove> Moves)> MilestonesAsync(int pilotId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var all = await db.Set<Milestone>().AsNoTracking().Where(m => m.PilotId == pilotId).OrderBy(m => m.Due).ThenBy(m => m.Id).ToListAsync(stop);
        var ids = all.ConvertAll(m => m.Id);
        return (all, await db.Set<MilestoneMove>().AsNoTracking().Where(m => ids.Contains(m.MilestoneId)).OrderBy(m => m.Id).ToListAsync(stop));
    }

    /// <summary>Decisions, the oldest first.</summary>
    public async Task<List<Decision>> DecisionsAsync(int pilotId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Decision>().AsNoTracking().Where(d => d.PilotId == pilotId).OrderBy(d => d.Id).ToListAsync(stop);
    }

    /// <summary>Adds a milestone.</summary>
    public async Task<Outcome> AddAsync(Seat seat, MilestoneWish wish, CancellationToken stop)
    {
        if (Refusal(seat) is { } refused)
            return refused;
        var faults = new Faults().Text(wish.Name, "name", Pilot.MaxTitle).Need(wish.Due is not null, "due", "fault.day").Need(wish.BufferDays is >= 0 and <= 365, "bufferDays", "fault.buffer");
        if (faults.Any)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = (int)await db.TakeAsync("cooperation_milestone", 1, stop);
        db.Add(new Milestone { Id = id, PilotId = seat.Pilot.Id, Name = wish.Name!.Trim(), Planned = wish.Due!.Value, BufferDays = wish.BufferDays, Due = wish.Due.Value });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Made(id);
    }

    /// <summary>Moves a milestone to another day, with a reason that stays.</summary>
    public async Task<Outcome> MoveAsync(Seat seat, int id, DateOnly? due, string? why, CancellationToken stop)
    {
        if (Refusal(seat) is { } refused)
            return refused;
        if (new Faults().Need(due is not null, "to", "fault.day").Text(why, "moveWhy", Pilot.MaxText) is { Any: true } faults)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.Set<Milestone>().SingleOrDefaultAsync(m => m.Id == id && m.PilotId == seat.Pilot.Id && m.Done == null, stop) is not { } milestone)
            return Outcome.Gone;
        db.Add(new MilestoneMove
        {
            Id = (int)await db.TakeAsync("cooperation_move", 1, stop),
            MilestoneId = id,
            FromDay = milestone.Due,
            ToDay = due!.Value,
            Why = why!.Trim(),
            Person = actor.Name,
            At = clock.GetUtcNow(),
        });
        milestone.Due = due.Value;
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Says that a milestone was reached on a day, or with null that it was not after all.</summary>
    public async Task<Outcome> ReachAsync(Seat seat, int id, DateOnly? on, CancellationToken stop)
    {
        if (Refusal(seat) is { } refused)
            return refused;
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<Milestone>().SingleOrDefaultAsync(m => m.Id == id && m.PilotId == seat.Pilot.Id, stop) is not { } milestone)
            return Outcome.Gone;
        milestone.Done = on;
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Writes a decision down.</summary>
    public async Task<Outcome> DecideAsync(Seat seat, DecisionWish wish, CancellationToken stop)
    {
        if (!seat.MayWrite)
            return Outcome.Conflict("fault.guest");
        await using var db = await dbs.CreateDbContextAsync(stop);
        var faults = new Faults().Text(wish.What, "what", Pilot.MaxText).Text(wish.Why, "decisionWhy", Pilot.MaxText).Short(wish.Alternatives, "alternatives", Pilot.MaxText).Text(wish.Agreed, "agreed", Pilot.MaxTitle)
            .Need(wish.CorrectsId is not { } other || await db.Set<Decision>().AnyAsync(d => d.Id == other && d.PilotId == seat.Pilot.Id, stop), "correctsId", "fault.corrects");
        if (faults.Any)
            return faults.Outcome;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        Decision decision = new()
        {
            Id = (int)await db.TakeAsync("cooperation_decision", 1, stop),
            PilotId = seat.Pilot.Id,
            What = wish.What!.Trim(),
            Why = wish.Why!.Trim(),
            Alternatives = wish.Alternatives?.Trim() ?? "",
            Agreed = wish.Agreed!.Trim(),
            CorrectsId = wish.CorrectsId,
            Person = actor.Name,
            At = clock.GetUtcNow(),
        };
        db.Add(decision);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Made(decision.Id);
    }

    static Outcome? Refusal(Seat seat) => !seat.MayWrite ? Outcome.Conflict("fault.guest") : seat.Pilot.IsOpen ? null : Outcome.Conflict("fault.closed");
}
