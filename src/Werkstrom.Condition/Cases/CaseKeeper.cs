using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Werkstrom.Condition.Cases;

/// <summary>Keeps open cases up to date: how sure and how severe, the end of a pause, the end of all. Only what matters is written.</summary>
sealed class CaseKeeper(CaseBook book, Severity severity, CaseTitles titles, Places places, IOptions<CaseOptions> options, ILogger<CaseKeeper> log)
{
    const double Step = 10;

    static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    /// <summary>Writes what has changed.</summary>
    public async Task KeepAsync(IEnumerable<OpenCase> open, DateTimeOffset now, CancellationToken stop)
    {
        OpenCase[] all = [.. open];
        foreach (var one in all)
        {
            if (one.Now.IsFlood)
                one.Machines = Math.Max(one.Machines, Count(one, all));
            if (Changed(one, one.Now, now) is null)
                continue;
            var after = await book.ChangeAsync(one.Now.Id, c => Changed(one, c, now), CaseBook.Self, stop) ?? one.Now;
            one.Now = after;
            if (!after.IsOpen)
                log.ClosedByItself(after.Id);
        }
    }

    // of a flood those of its own findings and those of the cases that became part of it
    int Count(OpenCase flood, OpenCase[] all) => flood.Findings.Select(f => f.AssetId)
        .Concat(all.Where(o => o.Now.PartOf == flood.Now.Id).Select(o => o.Now.AssetId).OfType<int>()).Select(places.Machine).OfType<int>().Distinct().Count();

    Case? Changed(OpenCase one, Case now, DateTimeOffset at)
    {
        if (now is { State: CaseState.Open or CaseState.Acknowledged or CaseState.Snoozed } && one.OverAt is { } over && at - over >= options.Value.ClosesAfter)
            return now with { State = CaseState.Closed, Until = at, SnoozedUntil = null };
        var woken = now.State == CaseState.Snoozed && now.SnoozedUntil <= at ? now with { State = CaseState.Open, SnoozedUntil = null } : now;
        return Judged(one, woken, at) is var judged && judged == now ? null : judged;
    }

    // what a person said is not to be judged any more; every few minutes is enough for the rest
    Case Judged(OpenCase one, Case now, DateTimeOffset at)
    {
        if (now.State == CaseState.Confirmed || one.Findings.Count == 0)
            return now;
        var (certainty, isAct) = (Math.Max(now.Certainty, Evidence.Certainty(one.Findings, at)), now.IsAct || severity.IsAct(one.Findings));
        var isNew = one.LastAt > now.LastAt && at - now.RecordedAt >= Quiet;
        var first = one.Findings.Min(f => f.Since); // what joined may have begun before what opened it
        var title = now.IsFlood ? titles.OfFlood(now.AssetId, one.Machines) : titles.Of(Evidence.Named(one.Findings, at)[0]); // as its sentence, of what shows it most
        return isAct != now.IsAct || certainty - now.Certainty >= Step || isNew || first < now.Since || (title != now.Title && at - now.RecordedAt >= Quiet)
            ? now with
            {
                Title = title,
                Since = first < now.Since ? first : now.Since,
                Certainty = certainty,
                IsAct = isAct,
                LastAt = one.LastAt > now.LastAt ? one.LastAt : now.LastAt,
            }
            : now;
    }
}
