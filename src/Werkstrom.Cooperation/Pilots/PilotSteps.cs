using System.Security.Claims;
using Werkstrom.Cooperation.Checks;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Cooperation.Goals;
using Werkstrom.Cooperation.Results;
using Werkstrom.Cooperation.Terms;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>A step on the way of a pilot.</summary>
/// <param name="Key">Of its text, without <c>step.</c>.</param>
/// <param name="IsDone">Whether it is behind them.</param>
/// <param name="Address">Where it is done.</param>
/// <param name="Note">Key of a text that says how it stands; null: nothing to say.</param>
sealed record PilotStep(string Key, bool IsDone, string Address, string? Note = null);

/// <summary>
/// Says how far a pilot is on its way from an idea to a result, and where the next step is done; of what both firms see only. People of the house are led on
/// to the tariff, to what customers see, and to a bill.
/// </summary>
sealed class PilotSteps(PartDesk parts, GoalDesk goals, TermDesk terms, CriterionDesk criteria, CheckBook checks, ResultDesk results, TriedBook tried)
{
    /// <summary>The steps in their order.</summary>
    public async Task<List<PilotStep>> OfAsync(Seat seat, ClaimsPrincipal user, CancellationToken stop)
    {
        var (pilot, page) = (seat.Pilot, $"/pilots/{seat.Pilot.Id}");
        var sides = (await parts.AllAsync(pilot, stop)).Select(p => p.Side).ToHashSet();
        var offers = await terms.AllAsync(pilot.Id, stop);
        var last = (await checks.NewestAsync(pilot.Id, 20, stop)).Find(c => c.State == CheckState.Done);
        return
        [
            new("laboratory", pilot.Laboratory.Length > 0, pilot.Laboratory.Length > 0 ? $"{page}#found" : $"{page}#more"),
            new("people", sides.Contains(Side.A) && sides.Contains(Side.B), $"{page}#people"),
            new("goals", (await goals.SharedAsync(pilot, stop)).Count > 0, $"{page}#goals"),
            new("data", offers.Exists(t => t.State is TermState.InForce or TermState.Ended), $"{page}/data", offers.Exists(t => t.State == TermState.Offered) ? "step.data.waits" : null),
            new("start", pilot.State != PilotState.Draft, $"{page}#more"),
            new("check", last is not null, $"{page}/check", last is not null ? "feasible." + last.Verdict : (await criteria.AllAsync(pilot.Id, stop)).Count == 0 ? "criteria.none" : null),
            new("result", (await results.FindAsync(pilot.Id, stop))?.PublishedAt is not null, $"{page}/result"),
            .. user.IsOfHouse ? Later(pilot, page, await tried.AllAsync(stop)) : [],
        ];
    }

    static IEnumerable<PilotStep> Later(Pilot pilot, string page, IReadOnlyList<Kernel.Trials.Tried> things)
    {
        var tariff = things.FirstOrDefault(t => t.Kind == TriedBook.Tariff && t.Key == pilot.Tariff);
        yield return new("tariff", pilot.Tariff.Length > 0, tariff?.Address ?? $"{page}#more");
        foreach (var kind in (string[])["customers", "bill"])
        {
            if (things.Where(t => t.Kind == kind).MaxBy(t => t.Of == pilot.Tariff) is { } thing) // of its own tariff, if there is one
                yield return new(kind, pilot.Tariff.Length > 0 && thing.Of == pilot.Tariff && thing.Key.Length > 0, thing.Address);
        }
    }
}
