using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>How a pilot is wished.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Question">What it is to answer.</param>
/// <param name="PartnerA">Name of the one firm.</param>
/// <param name="PartnerB">Name of the other.</param>
/// <param name="Starts">First day.</param>
/// <param name="Ends">Last day.</param>
/// <param name="Side">As what who makes it takes part.</param>
/// <param name="Laboratory">Number of the idea in the tariff laboratory; empty: none.</param>
/// <param name="Tariff">Key of the tariff; empty: none.</param>
sealed record PilotWish(
    string? Title, string? Question, string? PartnerA, string? PartnerB, DateOnly? Starts, DateOnly? Ends, Side Side = Side.Moderator, string? Laboratory = null, string? Tariff = null)
{
    /// <summary>All that is wrong with it.</summary>
    public Faults Check() => new Faults()
        .Text(Title, "title", Pilot.MaxTitle).Text(Question, "question", Pilot.MaxText).Text(PartnerA, "partnerA", Pilot.MaxTitle).Text(PartnerB, "partnerB", Pilot.MaxTitle)
        .Need(!string.Equals(PartnerA?.Trim(), PartnerB?.Trim(), StringComparison.OrdinalIgnoreCase) || string.IsNullOrWhiteSpace(PartnerA), "partnerB", "fault.same")
        .Need(Starts is not null, "starts", "fault.day").Need(Ends is not null, "ends", "fault.day").Need(!(Ends < Starts), "ends", "fault.order")
        .Need(Enum.IsDefined(Side), "side", "fault.side").Short(Laboratory, "laboratory", 60).Short(Tariff, "tariff", 60);
}

/// <summary>Makes pilots and moves them on.</summary>
sealed class PilotDesk(IDbContextFactory<CooperationDb> dbs, IEnumerable<IPilotEnd> ends, TimeProvider clock)
{
    /// <summary>Makes a pilot; who makes it takes part from then on.</summary>
    public async Task<Outcome> CreateAsync(PilotWish wish, int personId, CancellationToken stop)
    {
        if (wish.Check() is { Any: true } faults)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var now = clock.GetUtcNow();
        Pilot pilot = new()
        {
            Id = (int)await db.TakeAsync("cooperation_pilot", 1, stop),
            Title = wish.Title!.Trim(),
            Question = wish.Question!.Trim(),
            PartnerA = wish.PartnerA!.Trim(),
            PartnerB = wish.PartnerB!.Trim(),
            Starts = wish.Starts!.Value,
            Ends = wish.Ends!.Value,
            Laboratory = wish.Laboratory?.Trim() ?? "",
            Tariff = wish.Tariff?.Trim() ?? "",
            CreatedAt = now,
        };
        db.Add(pilot);
        db.Add(new Part { Id = (int)await db.TakeAsync("cooperation_part", 1, stop), PilotId = pilot.Id, PersonId = personId, Side = wish.Side, Since = now });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Made(pilot.Id);
    }

    /// <summary>Changes what it is called, asks, and lasts.</summary>
    public async Task<Outcome> ChangeAsync(Seat seat, PilotWish wish, CancellationToken stop)
    {
        if (!seat.MayWrite || !seat.Pilot.IsOpen)
            return Outcome.Conflict(seat.MayWrite ? "fault.closed" : "fault.guest");
        if (wish.Check() is { Any: true } faults)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        var pilot = await db.Set<Pilot>().SingleAsync(p => p.Id == seat.Pilot.Id, stop);
        (pilot.Title, pilot.Question, pilot.Starts, pilot.Ends) = (wish.Title!.Trim(), wish.Question!.Trim(), wish.Starts!.Value, wish.Ends!.Value);
        (pilot.PartnerA, pilot.PartnerB) = (wish.PartnerA!.Trim(), wish.PartnerB!.Trim());
        (pilot.Laboratory, pilot.Tariff) = (wish.Laboratory?.Trim() ?? "", wish.Tariff?.Trim() ?? "");
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Starts, ends or stops it. What was agreed for it ends with it. A moderator starts, but does not end what the firms do together (<see cref="Seat.MayStop"/>).</summary>
    /// <param name="why">Why it is stopped; needed for that only.</param>
    public async Task<Outcome> MoveAsync(Seat seat, PilotState next, string? why, CancellationToken stop)
    {
        if (!seat.MayWrite)
            return Outcome.Conflict("fault.guest");
        if (!Enum.IsDefined(next) || !seat.Pilot.MayBecome(next))
            return Outcome.Conflict("fault.state");
        if (next == PilotState.Stopped && new Faults().Text(why, "stopWhy", Pilot.MaxText) is { Any: true } faults)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        var sides = await db.Set<Part>().Where(p => p.PilotId == seat.Pilot.Id && (p.Side == Side.A || p.Side == Side.B)).Select(p => p.Side).Distinct().ToListAsync(stop);
        if (next == PilotState.Running && sides.Count < 2)
            return Outcome.Conflict("fault.sides");
        if (next != PilotState.Running && !seat.MayStop(sides))
            return Outcome.Conflict("fault.firms");
        if (next != PilotState.Running)
        {
            foreach (var end in ends)
                await end.EndAsync(seat.Pilot.Id, stop); // first: a pilot that is over must not leave an agreement in force
        }

        var pilot = await db.Set<Pilot>().SingleAsync(p => p.Id == seat.Pilot.Id, stop);
        if (!pilot.MayBecome(next))
            return Outcome.Conflict("fault.state");
        (pilot.State, pilot.Why) = (next, next == PilotState.Stopped ? why!.Trim() : "");
        pilot.EndedAt = next == PilotState.Running ? null : clock.GetUtcNow();
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Says what became of it some time after its end.</summary>
    public async Task<Outcome> FollowUpAsync(Seat seat, string? text, CancellationToken stop)
    {
        if (!seat.MayWrite || seat.Pilot.IsOpen)
            return Outcome.Conflict(seat.MayWrite ? "fault.open" : "fault.guest");
        if (new Faults().Text(text, "followUp", Pilot.MaxText) is { Any: true } faults)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        (await db.Set<Pilot>().SingleAsync(p => p.Id == seat.Pilot.Id, stop)).FollowUp = text!.Trim();
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }
}

/// <summary>A part of the module that must end what it holds when a pilot is over.</summary>
interface IPilotEnd
{
    /// <summary>Ends it.</summary>
    Task EndAsync(int pilotId, CancellationToken stop);
}
