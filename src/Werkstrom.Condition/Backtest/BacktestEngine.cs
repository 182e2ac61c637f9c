using System.Diagnostics;

namespace Werkstrom.Condition.Backtest;

/// <summary>Would it have warned? One engine for rules, settings of the detectors and models.</summary>
sealed class BacktestEngine(RuleBacktest rules, WatchBacktest watching, HealthBacktest healths, LifeBacktest lives, FailureList failures, LabelClock clock, TimeProvider time)
{
    /// <summary>Fewer failures or judged episodes say little.</summary>
    public const int Few = 5;

    /// <summary>Answers a question. What would have been said at an instant depends only on what was stored of the time before it.</summary>
    public async Task<BacktestAnswer> RunAsync(BacktestAsk ask, BacktestProgress progress, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        var speech = ask.Subject switch
        {
            BacktestSubject.OfRule(var rule) => await rules.SayAsync(rule, ask.Range, progress, stop),
            BacktestSubject.OfWatch watch => await watching.SayAsync(watch, ask.Range, progress, stop),
            BacktestSubject.OfHealth health => await healths.SayAsync(health, ask.Range, progress, stop),
            BacktestSubject.OfLife life => await lives.SayAsync(life, ask.Range, progress, stop),
            var other => throw new NotSupportedException($"{other} is not back-tested."),
        };
        var now = time.GetUtcNow();
        var known = await failures.ListAsync(speech.AssetId, ask.Range.From - ask.Horizon, ask.Range.To + ask.Horizon, stop);
        var verdict = Verdict.Of(speech.Said, known, ask.Range, ask.Horizon, now, failures.Concerns);
        List<BacktestNote> notes = [.. DataNotes(speech), .. speech.Notes, .. FailureNotes(verdict)];
        if (verdict.Failures.Count > 0 && await clock.CheckAsync([.. verdict.Failures.Select(f => f.Failure)], speech.AssetId, stop) is { } off)
            notes.Add(off);
        return new(
            ask, verdict, speech.AssetId, [.. speech.Signals.Select(s => s.Id).Distinct()], speech.Series.Sum(s => s.Count), notes, now,
            Stopwatch.GetElapsedTime(began))
        {
            Life = speech.Life,
        };
    }

    static IEnumerable<BacktestNote> DataNotes(Speech speech)
    {
        var series = speech.Series;
        if (series.Count == 0)
            yield break;
        if (series.All(s => s.Count == 0))
        {
            yield return new("note.empty");
            yield break;
        }

        if (series.Count(s => s.Count == 0) is > 0 and var empty)
            yield return new("note.empty.some", empty, series.Count);
        if (series.Count(s => s.Count is 1 or 2) is > 0 and var few)
            yield return new("note.points", few, series.Count);
        if (series.Count(s => s.Count > 2 && s.Min == s.Max) is > 0 and var constant)
            yield return new("note.constant", constant, series.Count);
    }

    static IEnumerable<BacktestNote> FailureNotes(Verdict verdict)
    {
        var count = verdict.Failures.Count;
        if (count == 0)
            yield return new("note.failures.none");
        else if (count == 1)
            yield return new("note.failures.one");
        else if (count < Few)
            yield return new("note.failures.few", count);
        if (verdict.Precision.Of is > 0 and < Few && count > 0)
            yield return new("note.precision.few", verdict.Precision.Of);
        if (verdict.Count(Outcome.True) - verdict.Precision.Hits is > 0 and var same)
            yield return new("note.same", same);
        if (verdict.Count(Outcome.Open) is > 0 and var open)
            yield return new("note.open", open);
        if (verdict.Count(Outcome.During) is > 0 and var during)
            yield return new("note.during", during);
    }
}
