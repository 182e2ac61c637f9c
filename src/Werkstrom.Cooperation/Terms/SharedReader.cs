using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Cooperation.Terms;

/// <summary>What came of reading: the data, or why there are none.</summary>
/// <param name="Data">What the partner gets; null when nothing is shown.</param>
/// <param name="Fault">Why not: key of a text and what is filled in, parted by <c>|</c>; empty when something is shown.</param>
/// <param name="Term">The agreement; null when there is none.</param>
/// <param name="From">First day that was asked for.</param>
/// <param name="Until">Last one.</param>
sealed record SharedAnswer(SharedGroups? Data, string Fault = "", Term? Term = null, DateOnly From = default, DateOnly Until = default)
{
    /// <summary>Nothing is shown.</summary>
    public static SharedAnswer Refused(string fault, Term? term = null) => new(null, fault, term);
}

/// <summary>
/// The one way to the data of an agreement on groups, for who gets them and, as a preview of just that, for who gives them. The agreement of the Kernel is asked at each
/// read; each read and each refusal is noted.
/// </summary>
sealed class SharedReader(TermDesk terms, GroupGate gate, AgreementCatalog agreements, AgreementPolicy policy, IAudit audit, TimeProvider clock)
{
    // how many days are shown when nobody says which
    const int Days = 7;

    /// <summary>Reads.</summary>
    /// <param name="seat">Who asks.</param>
    /// <param name="termId">Which agreement.</param>
    /// <param name="from">First day; null: a week before the last one.</param>
    /// <param name="until">Last day; null: yesterday, or the last of the agreement.</param>
    /// <param name="group">The one group that is wanted; null: all.</param>
    public async Task<SharedAnswer> ReadAsync(Seat seat, int termId, DateOnly? from, DateOnly? until, int? group, CancellationToken stop)
    {
        var answer = await TryAsync(seat, termId, from, until, group, stop);
        var key = FormattableString.Invariant($"{seat.Pilot.Id}/{termId}");
        var details = new { firm = seat.Pilot.Firm(seat.Side), answer.From, answer.Until, group, rows = answer.Data?.Rows.Count ?? 0, refused = answer.Fault };
        await audit.NoteAsync(answer.Data is null ? "groups.refused" : seat.Side == answer.Term!.Giver ? "groups.previewed" : "groups.read", "cooperation_terms", key, details, stop);
        return answer;
    }

    async Task<SharedAnswer> TryAsync(Seat seat, int termId, DateOnly? from, DateOnly? until, int? group, CancellationToken stop)
    {
        if (!seat.IsPartner)
            return SharedAnswer.Refused("fault.data.side");
        if ((await terms.AllAsync(seat.Pilot.Id, stop)).Find(t => t.Id == termId && t.Kind == DataKind.Group) is not { } term)
            return SharedAnswer.Refused("fault.gone");
        if (await gate.FaultAsync(seat.Pilot, term.Giver, term.Kind, term.Subject, stop) is { } fault)
            return SharedAnswer.Refused(fault.Fault, term);
        if (!IsPermitted(term) && !(seat.Side == term.Giver && term.State == TermState.Offered))
            return SharedAnswer.Refused("fault.data.force", term);
        var last = until ?? Earlier(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1), term.UntilDay);
        var first = from ?? last.AddDays(1 - (term.Resolution == Resolution.Month ? 366 : Days));
        (first, last) = (first < term.FromDay ? term.FromDay : first, Earlier(last, term.UntilDay));
        if (last < first)
            return SharedAnswer.Refused($"fault.data.days|{term.FromDay:yyyy-MM-dd}|{term.UntilDay:yyyy-MM-dd}", term);
        var data = await gate.Source(term.Subject)!.ReadAsync(new(term.Subject, term.Resolution, term.FromDay, term.UntilDay, first, last, group), stop);
        return data.TooMany > 0 ? SharedAnswer.Refused($"fault.data.many|{data.TooMany}|{SharedGroups.Most}", term) : new(data, "", term, first, last);
    }

    bool IsPermitted(Term term) =>
        term is { State: TermState.InForce, AgreementId: { } id } && agreements.Find(id) is { State: AgreementState.Active } agreement
        && policy.Check(agreement.Party, AgreementAccess.Read, SharedScope.Of(term.Subject), term.Purpose, clock.GetUtcNow()).IsPermitted;

    static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
