using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Cooperation.Goals;

/// <summary>How a goal is wished.</summary>
/// <param name="Text">What is wanted.</param>
/// <param name="Criterion">By what one sees that it was reached.</param>
/// <param name="StopIf">What would make the firm stop; may be empty.</param>
/// <param name="IsPrivate">Whether only the own firm may see it.</param>
/// <param name="Reached">Whether it was reached.</param>
/// <param name="ReachedWhy">Why it is said so.</param>
sealed record GoalWish(string? Text, string? Criterion, string? StopIf = null, bool IsPrivate = true, Reached Reached = Reached.Open, string? ReachedWhy = null)
{
    /// <summary>All that is wrong with it.</summary>
    public Faults Check() => new Faults().Text(Text, "text", Pilot.MaxText).Text(Criterion, "criterion", Pilot.MaxText).Short(StopIf, "stopIf", Pilot.MaxText)
        .Need(Enum.IsDefined(Reached), "reached", "fault.reached").Short(ReachedWhy, "reachedWhy", Pilot.MaxText);
}

/// <summary>A goal as who asks may see it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Side">Whose it is.</param>
/// <param name="Firm">Name of that firm.</param>
/// <param name="IsPrivate">Whether only the own firm sees it.</param>
/// <param name="Text">What is wanted.</param>
/// <param name="Criterion">By what one sees that it was reached.</param>
/// <param name="StopIf">What would make the firm stop.</param>
/// <param name="Reached">Whether it was reached.</param>
/// <param name="ReachedWhy">Why it is said so.</param>
sealed record GoalView(int Id, Side Side, string Firm, bool IsPrivate, string Text, string Criterion, string StopIf, Reached Reached, string ReachedWhy);

/// <summary>Goals of the firms. What is private never leaves this class but to people of its firm.</summary>
sealed class GoalDesk(IDbContextFactory<CooperationDb> dbs, IDataProtectionProvider keys)
{
    readonly IDataProtector _seal = keys.CreateProtector("werkstrom.cooperation.goal");

    /// <summary>The goals that somebody may see: the shared ones, and the private ones of the own firm.</summary>
    public Task<List<GoalView>> SeenAsync(Seat seat, CancellationToken stop) => ReadAsync(seat.Pilot, seat.IsPartner ? seat.Side : null, stop);

    /// <summary>The shared goals only: what may stand on a page that others read.</summary>
    public Task<List<GoalView>> SharedAsync(Pilot pilot, CancellationToken stop) => ReadAsync(pilot, null, stop);

    /// <summary>Adds a goal of the own firm.</summary>
    public async Task<Outcome> AddAsync(Seat seat, GoalWish wish, CancellationToken stop)
    {
        if (Refusal(seat) is { } refused)
            return refused;
        if (wish.Check() is { Any: true } faults)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        Goal goal = new() { Id = (int)await db.TakeAsync("cooperation_goal", 1, stop), PilotId = seat.Pilot.Id, Side = seat.Side };
        Fill(goal, wish);
        db.Add(goal);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Made(goal.Id);
    }

    /// <summary>Changes a goal of the own firm; also after the end, to say whether it was reached.</summary>
    public async Task<Outcome> ChangeAsync(Seat seat, int id, GoalWish wish, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (!seat.IsPartner || await OwnAsync(db, seat, id, stop) is not { } goal)
            return Outcome.Gone; // also of the other firm: one does not learn whether it is there
        if (wish.Check() is { Any: true } faults)
            return faults.Outcome;
        Fill(goal, wish);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Removes a goal of the own firm.</summary>
    public async Task<Outcome> RemoveAsync(Seat seat, int id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (!seat.IsPartner || await OwnAsync(db, seat, id, stop) is not { } goal)
            return Outcome.Gone;
        db.Remove(goal);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    static Outcome? Refusal(Seat seat) => !seat.IsPartner ? Outcome.Conflict("fault.goals") : seat.Pilot.IsOpen ? null : Outcome.Conflict("fault.closed");

    static Task<Goal?> OwnAsync(CooperationDb db, Seat seat, int id, CancellationToken stop) =>
        db.Set<Goal>().SingleOrDefaultAsync(g => g.Id == id && g.PilotId == seat.Pilot.Id && g.Side == seat.Side, stop);

    // the statement itself leaves out what is private, so that no later step can forget to
    async Task<List<GoalView>> ReadAsync(Pilot pilot, Side? own, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var goals = await db.Set<Goal>().AsNoTracking().Where(g => g.PilotId == pilot.Id && (!g.IsPrivate || g.Side == own)).OrderBy(g => g.Id).ToListAsync(stop);
        return [.. goals.OrderBy(g => g.Side).Select(g => new GoalView(
            g.Id, g.Side, pilot.Firm(g.Side), g.IsPrivate, Open(g, g.Text), Open(g, g.Criterion), Open(g, g.StopIf), g.Reached, Open(g, g.ReachedWhy)))];
    }

    void Fill(Goal goal, GoalWish wish)
    {
        string Kept(string? text) => text?.Trim() is { Length: > 0 } given ? wish.IsPrivate ? _seal.Protect(given) : given : "";
        (goal.IsPrivate, goal.Reached) = (wish.IsPrivate, wish.Reached);
        (goal.Text, goal.Criterion, goal.StopIf, goal.ReachedWhy) = (Kept(wish.Text), Kept(wish.Criterion), Kept(wish.StopIf), Kept(wish.ReachedWhy));
    }

    string Open(Goal goal, string kept)
    {
        try
        {
            return goal.IsPrivate && kept.Length > 0 ? _seal.Unprotect(kept) : kept;
        }
        catch (CryptographicException)
        {
            return "•••"; // the data folder has other keys, as after a restore without them
        }
    }
}
