using Werkstrom.Condition.Watching;
using Werkstrom.Learning.Limits;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Rules;

/// <summary>Lets a rule begin with what is stored: what it needs to know of the time before it was there.</summary>
sealed class RuleSeed(SampleFeed feed, SampleQueries samples)
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>Feeds a rule that begins at an instant.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="runner">At work on one subject, and new.</param>
    /// <param name="now">Samples before it.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The episode that lasts at the instant; null when there is none. What was over by then is not told.</returns>
    public async Task<RuleChange?> FeedAsync(ConditionRule rule, RuleRunner runner, DateTimeOffset now, CancellationToken stop)
    {
        var back = rule.Lasting + rule.Window + TimeSpan.FromHours(1);
        var from = now - (back < Longest ? back : Longest);
        await BeforeAsync(rule, runner, from, stop);
        List<RuleChange> changes = [];
        await foreach (var (upto, news) in feed.ReadAsync([.. runner.Subject.Inputs.Select(i => i.Signal)], new(from, now), stop))
            changes.AddRange(runner.See(news, upto));
        if (runner.Watch.Tick(now) is { } due)
            changes.Add(due);
        return runner.Watch.IsActive ? changes.Last(c => c.Active) : null;
    }

    // the value that holds when the span begins; of silence its true beginning
    async Task BeforeAsync(ConditionRule rule, RuleRunner runner, DateTimeOffset from, CancellationToken stop)
    {
        Dictionary<int, SignalNews> before = [];
        foreach (var signal in runner.Subject.Inputs.Select(i => i.Signal).DistinctBy(s => s.Id))
        {
            if (rule.Kind == ConditionRuleKind.NoData)
            {
                if (samples.Last([signal.Id])[0] is { } last && Micros.ToInstant(last.Instant) < from)
                    before[signal.Id] = new(signal, [last.Instant], [last.Value]);
            }
            else if (await feed.BeforeAsync(signal, from, stop) is { } value)
            {
                before[signal.Id] = new(signal, [Micros.Of(from)], [value]);
            }
        }

        runner.See(before, from);
    }
}
