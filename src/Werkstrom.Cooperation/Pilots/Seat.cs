using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>Somebody's place in a pilot: what they may see and do there follows from it.</summary>
/// <param name="Pilot">The pilot.</param>
/// <param name="Part">Their part.</param>
sealed record Seat(Pilot Pilot, Part Part)
{
    /// <summary>As what they take part.</summary>
    public Side Side => Part.Side;

    /// <summary>True for those of either firm.</summary>
    public bool IsPartner => Side is Side.A or Side.B;

    /// <summary>True for all but guests: they may change what is shared.</summary>
    public bool MayWrite => Side != Side.Guest;

    /// <summary>
    /// Whether they may stop the pilot. What the two firms do together only they stop; a moderator gives up what was prepared while one of them is not there yet.
    /// </summary>
    /// <param name="sides">Who takes part, by side.</param>
    public bool MayStop(IEnumerable<Side> sides) =>
        IsPartner || (Side == Side.Moderator && Pilot.State == PilotState.Draft && sides.Where(s => s is Side.A or Side.B).Distinct().Count() < 2);

    /// <summary>The other firm's side.</summary>
    public Side Other => Side == Side.A ? Side.B : Side.A;
}

/// <summary>The one way into a pilot. Whoever has no part in it, whatever the role, is told that there is none.</summary>
sealed class PilotDoor(IDbContextFactory<CooperationDb> dbs)
{
    /// <summary>The place of who asks; null when there is none.</summary>
    public async Task<Seat?> EnterAsync(int pilotId, ClaimsPrincipal user, CancellationToken stop)
    {
        if (user.BehindId is not { } person)
            return null;
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Part>().AsNoTracking().SingleOrDefaultAsync(p => p.PilotId == pilotId && p.PersonId == person, stop) is { } part
            && await db.Set<Pilot>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == pilotId, stop) is { } pilot
            ? new(pilot, part) : null;
    }

    /// <summary>All pilots in which who asks takes part, the newest first.</summary>
    public async Task<List<Seat>> AllAsync(ClaimsPrincipal user, CancellationToken stop)
    {
        if (user.BehindId is not { } person)
            return [];
        await using var db = await dbs.CreateDbContextAsync(stop);
        var seats = await db.Set<Part>().AsNoTracking().Where(p => p.PersonId == person)
            .Join(db.Set<Pilot>().AsNoTracking(), part => part.PilotId, pilot => pilot.Id, (part, pilot) => new { pilot, part }).ToListAsync(stop);
        return [.. seats.OrderByDescending(s => s.pilot.Id).Select(s => new Seat(s.pilot, s.part))];
    }
}
