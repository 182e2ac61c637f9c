using Microsoft.Extensions.Logging;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;
using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Limits;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Rules;

/// <summary>Evaluates the rules on new samples. An episode is a finding; when it is over, the finding is told its end.</summary>
sealed class RuleTaker(
    RuleBook book, SignalCatalog signals, AssetCatalog assets, RuleSeed seed, RuleStateFile file, FindingBook findings, SampleQueries samples,
    ILogger<RuleTaker> log) : ISampleTaker
{
    // what is told more than a day after it was: an import, or the time in which Werkstrom did not run
    static readonly TimeSpan Past = TimeSpan.FromDays(1);

    // so long the samples of one instant may take to be there of all signals
    static readonly TimeSpan Together = TimeSpan.FromSeconds(10);

    Dictionary<LiveKey, LiveRule> _live = [];
    Dictionary<LiveKey, SavedRule>? _saved;
    volatile IReadOnlyList<(long RuleId, RuleStop Stop)> _stopped = [];
    volatile IReadOnlySet<long> _speaking = new HashSet<long>();
    (int Rules, long Signals, long Assets) _seen = (-1, -1, -1);

    /// <summary>What rules that are on do not watch, with the reason, as of the last look.</summary>
    public IReadOnlyList<(long RuleId, RuleStop Stop)> Stopped => _stopped;

    /// <summary>The rules that speak now, as of the last look.</summary>
    public IReadOnlySet<long> Speaking => _speaking;

    public async ValueTask<IReadOnlyList<Finding>> TakeAsync(IReadOnlyList<SignalNews> news, DateTimeOffset now, CancellationToken stop)
    {
        List<Finding> found = [];
        var seen = (book.Version, signals.Version, assets.Version);
        if (seen != _seen)
        {
            await RenewAsync(now, found, stop);
            _seen = seen;
        }

        _speaking = _live.Values.Where(l => l.OpenAt is not null).Select(l => l.Rule.Id).ToHashSet();
        if (_live.Count == 0)
            return found;
        var bySignal = news.ToDictionary(n => n.Signal.Id);
        AddUnwatched(bySignal);
        foreach (var live in _live.Values.Where(l => l.Stop is null))
        {
            var changes = live.Runner.See(bySignal, now - Together);
            if (!IsBehind(live.Runner) && live.Runner.Watch.Tick(now) is { } due)
                changes.Add(due);
            foreach (var change in changes)
                await NoteAsync(live, change, now - change.At > Past, found, stop);
        }

        return found;
    }

    public ValueTask<bool> SaveAsync(CancellationToken stop) => ValueTask.FromResult(_seen.Rules < 0 || file.TrySave(_live));

    // signals that are not watched, as the health that Werkstrom computes, are not given to takers; rules about them see their last value at each look
    void AddUnwatched(Dictionary<int, SignalNews> news)
    {
        Signal[] own = [.. _live.Values.SelectMany(l => l.Runner.Subject.Inputs).Select(i => i.Signal).Where(PlantData.IsOwn).DistinctBy(s => s.Id)];
        foreach (var (signal, last) in own.Zip(samples.Last([.. own.Select(s => s.Id)])))
        {
            if (last is not null)
                news.TryAdd(signal.Id, new(signal, [last.Instant], [last.Value]));
        }
    }

    async Task NoteAsync(LiveRule live, RuleChange change, bool isPast, List<Finding> found, CancellationToken stop)
    {
        if (change.Active)
        {
            found.Add(live.Runner.Find(change, isPast));
            live.OpenAt = change.At;
        }
        else if (live.OpenAt is { } open)
        {
            await EndAsync(live.Rule.Id, live.Runner.Subject.AssetId, live.Runner.Subject.SignalId, open, change.At, found, stop);
            live.OpenAt = null;
        }
    }

    // found in this look, and not kept yet; or kept before
    async Task EndAsync(long rule, int asset, int? signal, DateTimeOffset open, DateTimeOffset at, List<Finding> found, CancellationToken stop)
    {
        var own = found.Where(f => f.RuleId == rule && f.SignalId == signal && f.AssetId == asset && f.At == open).ToList();
        own.ForEach(f => f.EndedAt = at);
        if (own.Count > 0)
            return;
        var kept = await findings.ListAsync([asset], open, open.AddMilliseconds(1), 1_000, stop);
        long[] ids = [.. kept.Where(f => f.RuleId == rule && f.SignalId == signal && f.EndedAt is null).Select(f => f.Id)];
        if (ids.Length > 0)
            await findings.ChangeAsync(ids, f => f.EndedAt = at, stop);
    }

    // samples that the Store has and that were not given to us yet: nothing can be said of silence or lasting before they are
    bool IsBehind(RuleRunner runner) => runner.Watch.LastAt is { } last
        && samples.Last([.. runner.Subject.Inputs.Select(i => i.Signal.Id)]).OfType<Store.Live.LiveValue>().Any(v => Micros.ToInstant(v.Instant) > last);

    // rules, signals or assets changed: what stays goes on, what is new begins with the stored past, what is gone ends
    async Task RenewAsync(DateTimeOffset now, List<Finding> found, CancellationToken stop)
    {
        _saved ??= file.Load();
        Dictionary<LiveKey, LiveRule> next = [];
        List<(long, RuleStop)> stopped = [];
        foreach (var rule in book.All.Where(r => r.IsOn))
        {
            var scope = RuleScope.Of(rule, signals, assets);
            foreach (var subject in scope.Subjects)
            {
                var key = LiveKey.Of(rule, subject);
                var live = Known(key, rule, subject) ?? await NewAsync(rule, subject, now, found, stop);
                live.Runner.Subject = subject;
                live.Stop = live.Corrected();
                next[key] = live;
            }

            foreach (var reason in scope.Stopped)
            {
                if (_live.TryGetValue(new(rule.Id, rule.Version, rule.Kind == ConditionRuleKind.Terms ? 0 : reason.SignalId ?? 0), out var live))
                    next[LiveKey.Of(rule, live.Runner.Subject)] = Halted(live, reason);
                else
                    stopped.Add((rule.Id, reason));
            }
        }

        await EndGoneAsync(next, now, found, stop);
        _saved = [];
        _live = next;
        _stopped = [.. stopped, .. next.Values.Where(l => l.Stop is not null).Select(l => (l.Rule.Id, l.Stop!))];
    }

    static LiveRule Halted(LiveRule live, RuleStop reason)
    {
        live.Stop = reason;
        return live;
    }

    LiveRule? Known(LiveKey key, ConditionRule rule, RuleSubject subject)
    {
        if (_live.TryGetValue(key, out var live))
            return live;
        if (_saved?.Remove(key, out var saved) != true)
            return null;
        try
        {
            using BinaryReader from = new(new MemoryStream(saved!.State));
            return new(rule, RuleRunner.Load(rule, subject, from)) { StoredUnits = saved.StoredUnits, OpenAt = saved.OpenAt };
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            log.StateUnreadable(e);
            return null;
        }
    }

    async Task<LiveRule> NewAsync(ConditionRule rule, RuleSubject subject, DateTimeOffset now, List<Finding> found, CancellationToken stop)
    {
        LiveRule live = new(rule, new(rule, subject)) { StoredUnits = [.. subject.Inputs.Select(i => i.Signal.StoredUnit)] };
        if (await seed.FeedAsync(rule, live.Runner, now, stop) is { } holds)
            await NoteAsync(live, holds, isPast: false, found, stop);
        return live;
    }

    async Task EndGoneAsync(Dictionary<LiveKey, LiveRule> next, DateTimeOffset now, List<Finding> found, CancellationToken stop)
    {
        var gone = _live.Where(l => !next.ContainsKey(l.Key)).Select(l => l.Value).Concat(next.Values.Where(l => l.Stop is not null));
        foreach (var live in gone.Where(l => l.OpenAt is not null))
        {
            await EndAsync(live.Rule.Id, live.Runner.Subject.AssetId, live.Runner.Subject.SignalId, live.OpenAt!.Value, now, found, stop);
            live.OpenAt = null;
        }

        foreach (var (key, saved) in _saved!.Where(s => s.Value.OpenAt is not null))
            await EndAsync(key.RuleId, saved.AssetId, key.SignalId == 0 ? null : key.SignalId, saved.OpenAt!.Value, now, found, stop);
    }
}
