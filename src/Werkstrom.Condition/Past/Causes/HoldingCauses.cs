using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Learning.Rules;

namespace Werkstrom.Condition.Past.Causes;

/// <summary>Knows which rules that are learned of recorded failures hold for a case: what it is probably the beginning of.</summary>
sealed class HoldingCauses(CauseDesk desk, FailureBook failures, Sisters sisters, AssetCatalog assets, PlantData data)
{
    const int MostKinds = 5, Hours = 6, LeastHours = 2;
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The rules that hold in two at least of the last six hours of a case, the surest first. Nothing after its last sign is looked at, neither for them.</summary>
    /// <param name="question">The case.</param>
    /// <param name="patience">How long to wait for what is still learned.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>IsBusy: some are still learned.</returns>
    public async Task<(IReadOnlyList<HeldCause> Held, bool IsBusy)> OfAsync(CaseQuestion question, TimeSpan patience, CancellationToken stop)
    {
        var up = question.At.AddTicks(TimeSpan.TicksPerMicrosecond); // the last sign itself is in
        CauseTime time = new(question.At.AddTicks(-(question.At.Ticks % Hour.Ticks)), question.Since);
        var kinds = await KindsAsync(question, time.Up, stop);
        var learned = await Task.WhenAll(kinds.Select(k => desk.AskAsync(question.AssetId, k.Kind, time, patience, stop)));
        List<HeldCause> held = [];
        foreach (var ((kind, mode), found) in kinds.Zip(learned))
        {
            if (found is not ({ Why: null } causes, { } signals))
                continue;
            var grid = await data.ReadAsync(signals, new(up - (Hours * Hour), up), Hour, stop);
            held.AddRange(causes.Rules.Where(rule => grid.Rows.Count(row => rule.Holds(s => row[s])) >= LeastHours).Select(rule => new HeldCause(kind, mode, rule, causes)));
        }

        return ([.. held.OrderByDescending(h => (double)h.Occurred / h.Of).ThenBy(h => h.Rule.False).DistinctBy(h => h.Kind, StringComparer.OrdinalIgnoreCase)], learned.Any(l => l is null));
    }

    // what was recorded of the machine and of those of its kind, the most frequent first
    async Task<List<(string Kind, string? Mode)>> KindsAsync(CaseQuestion question, DateTimeOffset up, CancellationToken stop)
    {
        if (!assets.TryGet(question.AssetId, out var own))
            return [];
        var known = new List<KnownFailure>(await failures.ListAsync(own.Id, null, up, stop));
        foreach (var sister in sisters.Of(own).Take(MostKinds))
            known.AddRange(await failures.ListAsync(sister.Id, null, up, stop));
        return [.. known.GroupBy(f => f.Kind.Trim().ToUpperInvariant()).OrderByDescending(g => g.Count()).Take(MostKinds).Select(g => (g.MaxBy(f => f.At)!.Kind, g.Select(f => f.Mode).LastOrDefault(m => m is not null)))];
    }
}

/// <summary>A rule that was learned of failures and holds for a case.</summary>
/// <param name="Kind">What the failure is called.</param>
/// <param name="Mode">Code of its mode, or null.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Learned">What it was learned from.</param>
sealed record HeldCause(string Kind, string? Mode, Rule Rule, LearnedCauses Learned)
{
    /// <summary>Of how many recorded failures something was measured, n.</summary>
    public int Of => Learned.Table.Occurred;

    /// <summary>Before how many of them it held.</summary>
    public int Occurred => Learned.Table.Groups.Where((_, row) => Learned.Table.Events[row] && Rule.Holds(s => Learned.Table.Columns[s][row])).Distinct().Count();

    /// <summary>Healthy hours that it was compared with.</summary>
    public int Healthy => Learned.Table.Events.Count(e => !e);
}
