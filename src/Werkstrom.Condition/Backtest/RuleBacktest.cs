using Werkstrom.Condition.Rules;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Limits;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Backtest;

/// <summary>A rule over the past: what it would have said live, by the same code.</summary>
sealed class RuleBacktest(SampleFeed feed, RuleSeed seed, SignalCatalog signals, AssetCatalog assets)
{
    /// <param name="rule">Kept or not.</param>
    /// <param name="range">The span.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<Speech> SayAsync(ConditionRule rule, TimeRange range, BacktestProgress progress, CancellationToken stop)
    {
        var scope = RuleScope.Of(rule, signals, assets);
        List<Said> said = [];
        List<SeriesFacts> series = [];
        for (var i = 0; i < scope.Subjects.Count; i++)
        {
            var done = (double)i / scope.Subjects.Count;
            series.AddRange(await OneAsync(rule, scope.Subjects[i], range, said, share => progress.At(done + (share / scope.Subjects.Count)), stop));
        }

        var asset = rule.AssetId ?? (rule.SignalId is { } id && signals.TryGet(id, out var signal) ? signal.AssetId : null);
        return new(
            said, asset, [.. scope.Subjects.SelectMany(s => s.Inputs).Select(i => i.Signal)], series,
            [.. scope.Stopped.Select(s => new BacktestNote(s.Key, [.. s.Named]))]);
    }

    async Task<SeriesFacts[]> OneAsync(
        ConditionRule rule, RuleSubject subject, TimeRange range, List<Said> said, Action<double> done, CancellationToken stop)
    {
        RuleRunner runner = new(rule, subject);
        await seed.FeedAsync(rule, runner, range.From, stop);
        var facts = new SeriesFacts[subject.Inputs.Count];
        Array.Fill(facts, SeriesFacts.None);
        Said? open = null;
        await foreach (var (upto, news) in feed.ReadAsync([.. subject.Inputs.Select(i => i.Signal)], range, stop))
        {
            for (var i = 0; i < facts.Length; i++)
                facts[i] = news.TryGetValue(subject.Inputs[i].Signal.Id, out var own) ? facts[i].With(own.Values) : facts[i];
            foreach (var change in runner.See(news, upto))
                Note(runner, change, ref open, said);
            if (runner.Watch.Tick(upto) is { } due)
                Note(runner, due, ref open, said);
            done((upto - range.From) / range.Length);
        }

        if (open is not null)
            said.Add(open with { Lasts = true });
        return facts;
    }

    static void Note(RuleRunner runner, RuleChange change, ref Said? open, List<Said> said)
    {
        if (change.Active)
        {
            open = Said.Of(runner.Find(change, isPast: true), lasts: false);
        }
        else if (open is not null)
        {
            said.Add(open with { Until = change.At });
            open = null;
        }
    }
}
