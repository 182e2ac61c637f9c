using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;
using Werkstrom.Condition.States;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Watching;

namespace Werkstrom.Condition.Watching;

/// <summary>Watches every signal by itself: new samples go to its watch, a signal that is not known yet to who learns it from the past.</summary>
sealed class SignalWatcher(
    WatchBook book, WatchQueue queue, SignalCatalog catalog, AssetSettings settings, SharedSensitivity sensitivity, SavedStates states, TimeProvider time)
    : ISampleTaker, IFindingLearner
{
    static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>After a start nobody is silent for so long: what was not there while Werkstrom was not there, is not missing.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    readonly DateTimeOffset _started = time.GetUtcNow();
    DateTimeOffset _looked = DateTimeOffset.MinValue;
    (int Settings, long Catalog) _tuned = (-1, -1);

    public ValueTask<IReadOnlyList<Finding>> TakeAsync(IReadOnlyList<SignalNews> news, DateTimeOffset now, CancellationToken stop)
    {
        Tune();
        List<Finding> found = [];
        List<WatchAlarm> alarms = [];
        foreach (var one in news)
        {
            if (!IsWatched(one.Signal))
                continue;
            alarms.Clear();
            if (queue.Waits(one))
                continue;
            if (!book.TryGet(one.Signal.Id, out var watched) || watched.IsToBeLearnedAgain(one.Signal))
            {
                queue.Add(one.Signal);
                continue;
            }

            watched.See(one.Instants, one.Values, alarms);
            watched.Hear(now);
            found.AddRange(alarms.Select(a => WatchWords.Finding(one.Signal, a, WatchWords.IsPast(a, now))));
        }

        if (now - _looked >= LookEvery && now - _started >= Grace)
            found.AddRange(Look(now));
        return ValueTask.FromResult<IReadOnlyList<Finding>>(found);
    }

    public ValueTask<bool> SaveAsync(CancellationToken stop) => ValueTask.FromResult(states.TrySave(WatchServices.Folder, book.Save));

    public bool Knows(FindingKind kind) => kind <= FindingKind.LongState;

    public Task<Lesson?> LearnAsync(Finding finding, bool real, CancellationToken stop)
    {
        var alarm = WatchWords.Alarm(finding);
        Lesson? lesson = null;
        if (finding.SignalId is { } id && alarm.Channel < WatchChannel.RareState)
        {
            lesson = book.Do(all =>
            {
                if (!all.TryGetValue(id, out var watched))
                    return null;
                watched.Teach(alarm, real);
                return Lesson(finding, alarm, real, watched.Sensitivity);
            });
            states.TrySave(WatchServices.Folder, book.Save);
        }

        return Task.FromResult(lesson);
    }

    /// <summary>Whether a signal is to be watched at all.</summary>
    public bool IsWatched(Signal signal) => !PlantData.IsOwn(signal) && settings.IsWatched(signal.AssetId);

    // what SignalWatch.Teach makes of the furthest that counts, times the score from which it speaks; a false alarm is told against the limit that told it,
    // to which taking it back returns
    static Lesson Lesson(Finding finding, WatchAlarm alarm, bool real, double sensitivity)
    {
        var threshold = new WatchSettings { Sensitivity = sensitivity }.Threshold;
        var seen = Math.Max(alarm.Furthest, Math.Abs(alarm.Value - alarm.Usual));
        return new(finding.AssetId, finding.SignalId, finding.Kind, threshold * (real ? seen : alarm.Furthest), threshold * (real ? alarm.Furthest : 1.5 * seen));
    }

    List<Finding> Look(DateTimeOffset now)
    {
        _looked = now;
        return book.Do(all =>
        {
            List<Finding> found = [];
            foreach (var (id, watched) in all)
            {
                if (watched.IsLive && watched.Look(now) is { } alarm && catalog.TryGet(id, out var signal) && IsWatched(signal))
                    found.Add(WatchWords.Finding(signal, alarm, isPast: false));
            }

            return found;
        });
    }

    // sensitivities that were changed, signals that are gone or put away
    void Tune()
    {
        var now = (settings.Version, catalog.Version);
        if (now == _tuned)
            return;
        _tuned = now;
        foreach (var id in book.Do(all => all.Keys.ToArray()))
        {
            if (!catalog.TryGet(id, out var signal) || !IsWatched(signal))
                book.Forget(id);
            else if (book.TryGet(id, out var watched))
                watched.Tune(sensitivity.Of(signal));
        }
    }
}
