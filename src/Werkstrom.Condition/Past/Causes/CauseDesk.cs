using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Werkstrom.Condition.Rules;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Past.Causes;

/// <summary>Learns causes of recorded failures, keeps what was learned for an hour, and makes live rules of them.</summary>
sealed class CauseDesk(FailureTables tables, RuleBook rules, IHostApplicationLifetime lifetime, TimeProvider time)
{
    static readonly TimeSpan Kept = TimeSpan.FromHours(1), Lasting = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<(int Asset, string Kind, CauseTime? Time), Running> _running = new();

    /// <summary>What was learned of one kind of failure of a machine; it goes on when nobody waits any more.</summary>
    /// <param name="assetId">The machine.</param>
    /// <param name="kind">What the failure is called.</param>
    /// <param name="upTo">The time of a case, of which nothing later may be known; null: the present.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Null while it is still learned.</returns>
    public async Task<(LearnedCauses Causes, IReadOnlyList<Signal> Signals)?> AskAsync(
        int assetId, string kind, CauseTime? upTo, TimeSpan patience, CancellationToken stop)
    {
        var key = (assetId, kind.Trim().ToUpperInvariant(), upTo);
        var now = time.GetUtcNow();
        foreach (var (old, _) in _running.Where(r => now - r.Value.Since > Kept))
            _running.TryRemove(old, out _);
        var running = _running.GetOrAdd(key, _ => new(now, new(() => Task.Run(() => LearnAsync(assetId, kind, upTo, lifetime.ApplicationStopping)))));
        if (running.Learned.Value.IsFaulted)
            _running.TryRemove(key, out _); // told once, and tried again the next time
        try
        {
            return await running.Learned.Value.WaitAsync(patience, time, stop);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Makes a live rule of one that was learned.</summary>
    /// <param name="assetId">The machine.</param>
    /// <param name="kind">What the failure is called.</param>
    /// <param name="number">Which rule, from 0.</param>
    /// <param name="name">What it shall be called.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The rule as it is kept; null when there is none of that number, or it needs more than signals.</returns>
    public async Task<ConditionRule?> TakeOverAsync(int assetId, string kind, int number, string name, CancellationToken stop)
    {
        if (await AskAsync(assetId, kind, null, TimeSpan.FromSeconds(60), stop) is not ({ } causes, { } signals)
            || number < 0 || number >= causes.Rules.Count || TermRule.Of(causes.Rules[number], signals) is not { } terms)
        {
            return null;
        }

        // hourly means were learned from: a moment beyond a limit means nothing
        return await rules.SaveAsync(new() { Name = name, Kind = ConditionRuleKind.Terms, AssetId = assetId, Terms = terms.Write(), Lasting = Lasting }, stop);
    }

    async Task<(LearnedCauses, IReadOnlyList<Signal>)> LearnAsync(int assetId, string kind, CauseTime? upTo, CancellationToken stop)
    {
        var (table, signals) = await tables.OfAsync(assetId, kind, upTo, stop);
        return (CauseLearner.Learn(table, stop), signals);
    }

    sealed record Running(DateTimeOffset Since, Lazy<Task<(LearnedCauses, IReadOnlyList<Signal>)>> Learned);
}
