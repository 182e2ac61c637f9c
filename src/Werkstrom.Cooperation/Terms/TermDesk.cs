using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Ui;

namespace Werkstrom.Cooperation.Terms;

/// <summary>
/// Offers, and what is agreed. A yes of the other firm to the newest version puts an agreement of the Kernel into force in the same transaction; either firm ends it
/// at once. Nothing here lets data through by itself: that is asked of the agreement at every read.
/// </summary>
sealed class TermDesk(IDbContextFactory<CooperationDb> dbs, AgreementCatalog agreements, GroupGate gate, Actor actor, IOptions<UiOptions> ui, TimeProvider clock) : IPilotEnd
{
    /// <summary>All offers of a pilot, the newest first, as they stand now.</summary>
    public async Task<List<Term>> AllAsync(int pilotId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var all = await db.Set<Term>().AsNoTracking().Where(t => t.PilotId == pilotId).OrderByDescending(t => t.Id).ToListAsync(stop);
        foreach (var term in all.Where(t => t.State == TermState.InForce && !IsInForce(t)))
            term.State = TermState.Ended; // an admin revoked it, or its time is over
        return all;
    }

    /// <summary>The steps of all offers of a pilot, the oldest first.</summary>
    public async Task<List<TermLog>> LogAsync(int pilotId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var own = db.Set<Term>().Where(t => t.PilotId == pilotId).Select(t => t.Id);
        return await db.Set<TermLog>().AsNoTracking().Where(l => own.Contains(l.TermsId)).OrderBy(l => l.Id).ToListAsync(stop);
    }

    /// <summary>Makes an offer.</summary>
    public async Task<Outcome> OfferAsync(Seat seat, TermWish wish, CancellationToken stop)
    {
        if (!seat.IsPartner)
            return Outcome.Conflict("fault.terms");
        if (!seat.Pilot.IsOpen)
            return Outcome.Conflict("fault.closed");
        if (wish.Check() is { Any: true } faults)
            return faults.Outcome;
        if (await GroupFaultAsync(seat, wish, stop) is { } wrong)
            return wrong;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        Term term = new() { Id = (int)await db.TakeAsync("cooperation_terms", 1, stop), PilotId = seat.Pilot.Id, Version = 1, OfferedBy = seat.Side };
        Fill(term, wish);
        db.Add(term);
        await LogAsync(db, term, "Offer", seat.Side, stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Made(term.Id);
    }

    /// <summary>Does a step with an offer.</summary>
    /// <param name="version">The version that who does it has read; another one is a conflict.</param>
    /// <param name="wish">What is offered instead; for <see cref="TermStep.Counter"/> only.</param>
    public async Task<Outcome> StepAsync(Seat seat, int id, TermStep step, int version, TermWish? wish, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<Term>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.PilotId == seat.Pilot.Id, stop) is not { } known)
            return Outcome.Gone;
        if (TermRules.Next(known.State, known.OfferedBy, step, seat.Side) is not { } next || (step != TermStep.End && !seat.Pilot.IsOpen))
            return Outcome.Conflict(seat.IsPartner ? "fault.step" : "fault.terms");
        if (known.Version != version)
            return Outcome.Conflict($"fault.version|{known.Version}|{version}");
        if (step == TermStep.Counter && (wish ?? new()).Check() is { Any: true } faults)
            return faults.Outcome;
        if (step == TermStep.Counter && await GroupFaultAsync(seat, wish!, stop) is { } wrong)
            return wrong;
        if (step == TermStep.Accept)
            return await AcceptAsync(seat, known, stop);
        if (step == TermStep.End && known.AgreementId is { } agreement)
            await agreements.RevokeAsync(agreement, actor.Name, stop); // first: what is said to be over must not let data through
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, stop);
        if (await db.Set<Term>().SingleOrDefaultAsync(t => t.Id == id && t.Version == version && t.State == known.State, stop) is not { } term)
            return Outcome.Conflict($"fault.version|?|{version}");
        term.State = next;
        if (step == TermStep.Counter)
        {
            (term.Version, term.OfferedBy) = (term.Version + 1, seat.Side);
            Fill(term, wish!);
        }

        await LogAsync(db, term, step.ToString(), seat.Side, stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Done;
    }

    /// <inheritdoc/>
    public async Task EndAsync(int pilotId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        foreach (var term in await db.Set<Term>().Where(t => t.PilotId == pilotId && (t.State == TermState.InForce || t.State == TermState.Offered)).ToListAsync(stop))
        {
            term.State = term.State == TermState.InForce ? TermState.Ended : TermState.Withdrawn;
            await LogAsync(db, term, term.State == TermState.Ended ? "End" : "Withdraw", term.OfferedBy, stop);
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        foreach (var agreement in await db.Set<Term>().AsNoTracking().Where(t => t.PilotId == pilotId && t.AgreementId != null).Select(t => t.AgreementId!.Value).ToListAsync(stop))
            await agreements.RevokeAsync(agreement, actor.Name, stop); // one that is over already stays as it is
    }

    async Task<Outcome?> GroupFaultAsync(Seat seat, TermWish wish, CancellationToken stop) =>
        await gate.FaultAsync(seat.Pilot, wish.Giver, wish.Kind, wish.Subject!.Trim(), stop) is { } fault ? new Faults().Need(false, fault.Field, fault.Fault).Outcome : null;

    async Task<Outcome> AcceptAsync(Seat seat, Term known, CancellationToken stop)
    {
        if (await gate.FaultAsync(seat.Pilot, known.Giver, known.Kind, known.Subject, stop) is { } fault)
            return Outcome.Conflict(fault.Fault);
        var made = await agreements.ReplaceAsync([], [Draft(seat.Pilot, known)], actor.Name, async (kept, transaction) =>
        {
            await using var db = await dbs.JoinAsync(transaction, stop);
            var term = await db.Set<Term>().SingleAsync(t => t.Id == known.Id && t.Version == known.Version && t.State == TermState.Offered, stop);
            (term.State, term.AgreementId) = (TermState.InForce, kept[0].Id);
            await LogAsync(db, term, nameof(TermStep.Accept), seat.Side, stop);
            await db.SaveChangesAsync(stop);
        }, stop);
        return made.Problem is null ? Outcome.Done : Outcome.Conflict($"fault.agreement|{made.Problem.Reason}");
    }

    Agreement Draft(Pilot pilot, Term term) => new()
    {
        Party = pilot.Firm(term.Giver == Side.A ? Side.B : Side.A),
        Title = $"{(pilot.Title.Length > 120 ? pilot.Title[..120] : pilot.Title)}: {(term.Subject.Length > 60 ? term.Subject[..60] : term.Subject)}",
        Scope = [Scope(term)],
        Purpose = term.Purpose,
        Resolution = term.Resolution,
        ValidFrom = Start(term.FromDay),
        ValidTo = Start(term.UntilDay.AddDays(1)),
    };

    static AgreementScope Scope(Term term) => term.Kind switch
    {
        DataKind.Signal => new(ScopeKind.Signal, term.Subject),
        DataKind.Asset => new(ScopeKind.Asset, term.Subject),
        DataKind.Records => new(ScopeKind.RecordType, term.Subject),
        _ => SharedScope.Of(term.Subject),
    };

    DateTimeOffset Start(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(ui.Value.TimeZone).GetUtcOffset(local)).ToUniversalTime();
    }

    bool IsInForce(Term term) => term.AgreementId is { } id && agreements.Find(id) is { State: AgreementState.Active } kept && !(kept.ValidTo <= clock.GetUtcNow());

    async Task LogAsync(CooperationDb db, Term term, string step, Side side, CancellationToken stop)
    {
        (term.ChangedAt, term.ChangedBy) = (clock.GetUtcNow(), actor.Name);
        db.Add(new TermLog
        {
            Id = (int)await db.TakeAsync("cooperation_terms_step", 1, stop),
            TermsId = term.Id,
            Version = term.Version,
            Step = step,
            Side = side,
            Person = actor.Name,
            At = term.ChangedAt,
            What = $"{term.Kind}|{term.Subject}|{term.Resolution}|{term.Purpose}|{term.FromDay:yyyy-MM-dd}|{term.UntilDay:yyyy-MM-dd}",
        });
    }

    static void Fill(Term term, TermWish wish)
    {
        (term.Giver, term.Kind, term.Subject, term.Resolution) = (wish.Giver, wish.Kind, wish.Subject!.Trim(), wish.Resolution);
        (term.Purpose, term.FromDay, term.UntilDay) = (wish.Purpose!.Trim(), wish.From!.Value, wish.Until!.Value);
    }
}

/// <summary>How an agreement on data is wished.</summary>
/// <param name="Giver">Who shows the data: A or B.</param>
/// <param name="Kind">What kind of data.</param>
/// <param name="Subject">Which.</param>
/// <param name="Resolution">How fine, a quarter-hour at the finest.</param>
/// <param name="Purpose">What for: a word.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
sealed record TermWish(
    Side Giver = Side.A, DataKind Kind = DataKind.Signal, string? Subject = null, Resolution Resolution = Resolution.QuarterHour, string? Purpose = null, DateOnly? From = null, DateOnly? Until = null)
{
    /// <summary>All that is wrong with it.</summary>
    public Faults Check() => new Faults().Need(Giver is Side.A or Side.B, "giver", "fault.giver").Need(Enum.IsDefined(Kind), "kind", "fault.kind").Text(Subject, "subject", 500)
        .Need(Enum.IsDefined(Resolution) && Resolution != Resolution.Raw, "resolution", "fault.resolution")
        .Need(System.Text.RegularExpressions.Regex.IsMatch(Purpose?.Trim() ?? "", "^[a-z][a-z0-9-]{0,59}$"), "purpose", "fault.purpose")
        .Need(From is not null, "from", "fault.day").Need(Until is not null, "until", "fault.day").Need(!(Until < From), "until", "fault.order");
}
