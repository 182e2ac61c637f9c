using Microsoft.EntityFrameworkCore;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Cooperation.Criteria;

/// <summary>How a criterion is wished.</summary>
/// <param name="Trial">Key of a trial; empty: people judge.</param>
/// <param name="Name">What people call it; needed when people judge.</param>
/// <param name="IsAtLeast">Whether the limit is the least that will do; null: as the trial proposes.</param>
/// <param name="Limit">The limit; null: as the trial proposes.</param>
/// <param name="Days">Over how many days back from yesterday; null: as the trial proposes.</param>
sealed record CriterionWish(string? Trial, string? Name = null, bool? IsAtLeast = null, double? Limit = null, int? Days = null);

/// <summary>Criteria of pilots. Both firms and the moderator set them; none is secret.</summary>
sealed class CriterionDesk(IDbContextFactory<CooperationDb> dbs, IEnumerable<ITrial> trials, Actor actor)
{
    const int MostDays = 400;

    /// <summary>All that can be tested or measured here.</summary>
    public IReadOnlyList<ITrial> Trials { get; } = [.. trials];

    /// <summary>A trial by its key; null when no module here offers it.</summary>
    public ITrial? Find(string key) => Trials.FirstOrDefault(t => t.Key == key);

    /// <summary>The criteria of a pilot.</summary>
    public async Task<List<Criterion>> AllAsync(int pilotId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Criterion>().AsNoTracking().Where(c => c.PilotId == pilotId).OrderBy(c => c.Id).ToListAsync(stop);
    }

    /// <summary>Adds a criterion.</summary>
    public async Task<Outcome> AddAsync(Seat seat, CriterionWish wish, CancellationToken stop)
    {
        if (Refusal(seat) is { } refused)
            return refused;
        var trial = string.IsNullOrEmpty(wish.Trial) ? null : Find(wish.Trial);
        var faults = new Faults().Need(string.IsNullOrEmpty(wish.Trial) || trial is not null, "trial", $"fault.trial|{wish.Trial}").Short(wish.Name, "name", Pilot.MaxTitle)
            .Need(wish.Limit is null || double.IsFinite(wish.Limit.Value), "limit", "fault.limit").Need(wish.Days is null or (>= 1 and <= MostDays), "days", $"fault.days|{MostDays}");
        if (string.IsNullOrEmpty(wish.Trial))
            faults.Text(wish.Name, "name", Pilot.MaxTitle);
        if (faults.Any)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        Criterion criterion = new()
        {
            Id = (int)await db.TakeAsync("cooperation_criterion", 1, stop),
            PilotId = seat.Pilot.Id,
            Kind = trial is null ? CriterionKind.People : trial.Shape.AsksPartner ? CriterionKind.Interface : CriterionKind.Figure,
            Trial = trial?.Key ?? "",
            Name = wish.Name?.Trim() ?? "",
            IsAtLeast = wish.IsAtLeast ?? trial?.Shape.IsAtLeast ?? true,
            LimitValue = trial is null ? null : wish.Limit ?? trial.Shape.Limit,
            Days = trial is null ? 0 : wish.Days ?? trial.Shape.Days,
        };
        db.Add(criterion);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Made(criterion.Id);
    }

    /// <summary>Removes a criterion; what was found for it before stays in the checks.</summary>
    public async Task<Outcome> RemoveAsync(Seat seat, int id, CancellationToken stop)
    {
        if (Refusal(seat) is { } refused)
            return refused;
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<Criterion>().SingleOrDefaultAsync(c => c.Id == id && c.PilotId == seat.Pilot.Id, stop) is not { } criterion)
            return Outcome.Gone;
        db.Remove(criterion);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Says whether what people judge holds, and why. Only the firms judge.</summary>
    public async Task<Outcome> JudgeAsync(Seat seat, int id, Verdict verdict, string? reasons, CancellationToken stop)
    {
        if (!seat.IsPartner)
            return Outcome.Conflict("fault.judge");
        if (new Faults().Text(reasons, "reasons", Pilot.MaxText).Need(Enum.IsDefined(verdict), "verdict", "fault.verdict") is { Any: true } faults)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<Criterion>().SingleOrDefaultAsync(c => c.Id == id && c.PilotId == seat.Pilot.Id && c.Kind == CriterionKind.People, stop) is not { } criterion)
            return Outcome.Gone;
        (criterion.Verdict, criterion.Reasons, criterion.JudgedBy) = (verdict, reasons!.Trim(), $"{actor.Name}, {seat.Pilot.Firm(seat.Side)}");
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    static Outcome? Refusal(Seat seat) => !seat.MayWrite ? Outcome.Conflict("fault.guest") : seat.Pilot.IsOpen ? null : Outcome.Conflict("fault.closed");
}
