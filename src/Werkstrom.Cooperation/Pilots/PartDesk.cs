using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>Somebody who takes part, with name.</summary>
/// <param name="PersonId">Number of the person.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Side">As what.</param>
/// <param name="Firm">Name of the firm; empty for moderators and guests.</param>
sealed record PartView(int PersonId, string Name, Side Side, string Firm);

/// <summary>
/// Who takes part. A firm's first person is brought in by anybody who may write; from then on only the firm itself says who speaks for it, so that nobody
/// becomes one of the other side to read its private goals.
/// </summary>
sealed class PartDesk(IDbContextFactory<CooperationDb> dbs, Accounts accounts, TimeProvider clock)
{
    /// <summary>All who take part, by side.</summary>
    public async Task<List<PartView>> AllAsync(Pilot pilot, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var parts = await db.Set<Part>().AsNoTracking().Where(p => p.PilotId == pilot.Id).ToListAsync(stop);
        var names = (await accounts.ListAsync(stop)).ToDictionary(p => p.Id, p => p.Name);
        return [.. parts.OrderBy(p => p.Side).ThenBy(p => p.Id).Select(p => new PartView(p.PersonId, names.GetValueOrDefault(p.PersonId, "?"), p.Side, pilot.Firm(p.Side)))];
    }

    /// <summary>Brings somebody in who has an account here, by mail address.</summary>
    public async Task<Outcome> AddAsync(Seat seat, string? mail, Side side, CancellationToken stop)
    {
        if (!seat.MayWrite)
            return Outcome.Conflict("fault.guest");
        var person = string.IsNullOrWhiteSpace(mail) ? null : await accounts.FindAsync(mail, stop);
        var faults = new Faults().Need(Enum.IsDefined(side), "side", "fault.side")
            .Need(person is { State: not PersonState.Inactive, Role: not Role.Customer }, "mail", $"fault.mail|{mail}");
        if (faults.Any)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, stop);
        var parts = await db.Set<Part>().AsNoTracking().Where(p => p.PilotId == seat.Pilot.Id).ToListAsync(stop);
        if (parts.Exists(p => p.PersonId == person!.Id))
            return Outcome.Conflict("fault.there");
        if (side is Side.A or Side.B && seat.Side != side && parts.Exists(p => p.Side == side))
            return Outcome.Conflict($"fault.theirs|{seat.Pilot.Firm(side)}");
        Part part = new() { Id = (int)await db.TakeAsync("cooperation_part", 1, stop), PilotId = seat.Pilot.Id, PersonId = person!.Id, Side = side, Since = clock.GetUtcNow() };
        db.Add(part);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Made(person.Id);
    }

    /// <summary>Takes somebody out. A firm keeps its last person: what it keeps private would else be open to whoever comes next.</summary>
    public async Task<Outcome> RemoveAsync(Seat seat, int personId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, stop);
        var parts = await db.Set<Part>().Where(p => p.PilotId == seat.Pilot.Id).ToListAsync(stop);
        if (parts.Find(p => p.PersonId == personId) is not { } part)
            return Outcome.Gone;
        var isOwn = personId == seat.Part.PersonId || (seat.IsPartner && part.Side == seat.Side);
        if (!isOwn && !(seat.MayWrite && part.Side is Side.Moderator or Side.Guest))
            return Outcome.Conflict(part.Side is Side.A or Side.B ? $"fault.theirs|{seat.Pilot.Firm(part.Side)}" : "fault.guest");
        if (part.Side is Side.A or Side.B && parts.Count(p => p.Side == part.Side) == 1)
            return Outcome.Conflict("fault.last");
        db.Remove(part);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Done;
    }
}
