using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Werkstrom.Cooperation.Checks;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Cooperation.Plan;
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

/// <summary>How a criterion is to be from now on.</summary>
/// <param name="Name">What people call it; needed when people judge.</param>
/// <param name="IsAtLeast">Whether the limit is the least that will do; null: as before.</param>
/// <param name="Limit">The limit; null: as before.</param>
/// <param name="Days">Over how many days back from yesterday; null: as before.</param>
/// <param name="Why">Why; stands in the decision log.</param>
sealed record CriterionChange(string? Name, bool? IsAtLeast = null, double? Limit = null, int? Days = null, string? Why = null);

/// <summary>
/// Criteria of pilots. Both firms and the moderator set them; none is secret. A change is written into the decision log in the same transaction, and while the
/// pilot runs so is what is added and removed: nobody moves the bar unseen.
/// </summary>
sealed class CriterionDesk(IDbContextFactory<CooperationDb> dbs, IEnumerable<ITrial> trials, IStringLocalizer<CooperationText> text, Actor actor, TimeProvider clock)
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
        if (seat.Pilot.State == PilotState.Running)
            await NoteAsync(db, seat, LogWords.Keep("criterion.added", LogWords.Of(criterion)), LogWords.Keep("criterion.nowhy"), stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Made(criterion.Id);
    }

    /// <summary>Changes limit, period or name of a criterion; what it tests stays. A name that people judge anew has no verdict yet.</summary>
    public async Task<Outcome> ChangeAsync(Seat seat, int id, CriterionChange change, CancellationToken stop)
    {
        if (Refusal(seat) is { } refused)
            return refused;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.Set<Criterion>().SingleOrDefaultAsync(c => c.Id == id && c.PilotId == seat.Pilot.Id, stop) is not { } criterion)
            return Outcome.Gone;
        var isJudged = criterion.Kind == CriterionKind.People;
        var faults = new Faults().Short(change.Name, "name", Pilot.MaxTitle).Need(!isJudged || !string.IsNullOrWhiteSpace(change.Name), "name", $"fault.text|{Pilot.MaxTitle}")
            .Need(change.Limit is null || double.IsFinite(change.Limit.Value), "limit", "fault.limit").Need(change.Days is null or (>= 1 and <= MostDays), "days", $"fault.days|{MostDays}")
            .Text(change.Why, "why", Pilot.MaxText);
        if (faults.Any)
            return faults.Outcome;
        var before = LogWords.Of(criterion);
        if (isJudged && criterion.Name != change.Name!.Trim())
            (criterion.Verdict, criterion.Reasons, criterion.JudgedBy) = (Verdict.Unknown, "", "");
        criterion.Name = change.Name?.Trim() ?? criterion.Name;
        if (!isJudged)
            (criterion.IsAtLeast, criterion.LimitValue, criterion.Days) = (change.IsAtLeast ?? criterion.IsAtLeast, change.Limit ?? criterion.LimitValue, change.Days ?? criterion.Days);
        if (LogWords.Of(criterion) == before)
            return Outcome.Conflict("fault.unchanged");
        await NoteAsync(db, seat, LogWords.Keep("criterion.changed", before, LogWords.Of(criterion)), change.Why!.Trim(), stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Done;
    }

    /// <summary>A criterion in words: name, limit, period.</summary>
    /// <param name="name">What people call it; may be empty.</param>
    /// <param name="trial">Key of what it tests; empty: people judge.</param>
    /// <param name="isAtLeast">Whether the limit is the least that will do.</param>
    /// <param name="most">The limit; null: people judge.</param>
    /// <param name="days">Over how many days.</param>
    public string Words(string name, string trial, bool isAtLeast, double? most, int days)
    {
        var known = Find(trial);
        var shown = name.Length > 0 ? name : known?.Name ?? trial;
        return most is not { } limit ? shown
            : $"{shown}, {text[isAtLeast ? "criterion.atleast" : "criterion.atmost", VerdictCard.Shown(limit, known?.Shape.Unit ?? "")].Value}{(days > 1 ? ", " + text["criterion.days", days].Value : "")}";
    }

    /// <summary>Removes a criterion; what was found for it before stays in the checks.</summary>
    public async Task<Outcome> RemoveAsync(Seat seat, int id, CancellationToken stop)
    {
        if (Refusal(seat) is { } refused)
            return refused;
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<Criterion>().SingleOrDefaultAsync(c => c.Id == id && c.PilotId == seat.Pilot.Id, stop) is not { } criterion)
            return Outcome.Gone;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        db.Remove(criterion);
        if (seat.Pilot.State == PilotState.Running)
            await NoteAsync(db, seat, LogWords.Keep("criterion.removed", LogWords.Of(criterion)), LogWords.Keep("criterion.nowhy"), stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
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

    async Task NoteAsync(CooperationDb db, Seat seat, string what, string why, CancellationToken stop) => db.Add(new Decision
    {
        Id = (int)await db.TakeAsync("cooperation_decision", 1, stop),
        PilotId = seat.Pilot.Id,
        What = what,
        Why = why,
        Alternatives = "",
        Agreed = seat.IsPartner ? $"{actor.Name}, {seat.Pilot.Firm(seat.Side)}" : LogWords.Keep("agreed.by", actor.Name, LogWords.Named("side." + seat.Side)),
        Person = actor.Name,
        At = clock.GetUtcNow(),
    });

    static Outcome? Refusal(Seat seat) => !seat.MayWrite ? Outcome.Conflict("fault.guest") : seat.Pilot.IsOpen ? null : Outcome.Conflict("fault.closed");
}
