using System.Collections.Concurrent;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Live;

/// <summary>Whether signals send: by the interval that a person set or, where none is set, by the one that was learned. Reads only memory.</summary>
public sealed class Pulses
{
    /// <summary>A sample that is older (or newer) than this when it comes is history (or a forecast): it says nothing of how often news comes.</summary>
    internal static readonly TimeSpan LiveWithin = TimeSpan.FromHours(1);

    /// <summary>After a start of the server sources need some time to come back; so long at most they are not called silent.</summary>
    static readonly TimeSpan MostGrace = TimeSpan.FromHours(1);

    readonly ConcurrentDictionary<int, Heard> _heard = new();
    readonly LiveValues _live;
    readonly SignalWatchBook _book;
    readonly TimeProvider _time;
    readonly DateTimeOffset _startedAt;

    internal Pulses(LiveValues live, SignalWatchBook book, TimeProvider time) =>
        (_live, _book, _time, _startedAt) = (live, book, time, time.GetUtcNow());

    /// <summary>How a signal sends now.</summary>
    public Pulse Of(Signal signal)
    {
        var learned = _book.Of(signal.Id).Learned;
        var interval = signal.ExpectedInterval ?? learned;
        var isLearned = signal.ExpectedInterval is null && learned is not null;
        if (!_live.TryGet(signal.Id, out var last))
            return new(PulseState.Never, null, interval, learned, TimeSpan.Zero, isLearned);
        var age = Age(last);
        return new(State(signal.Id, interval, age), last, interval, learned, age, isLearned) { IsFromBefore = IsFromBefore(last) };
    }

    /// <summary>Forgets what was learned of a signal; it is learned anew from what comes.</summary>
    public async Task ForgetAsync(int signalId, CancellationToken stop)
    {
        if (_heard.TryGetValue(signalId, out var heard))
            heard.Learner = new();
        await _book.ChangeAsync([signalId], kept => kept with { Learned = null }, stop);
    }

    /// <summary>What this process heard of a signal; only the watch changes it.</summary>
    internal Heard HeardOf(int signalId) => _heard.GetOrAdd(signalId, _ => new Heard());

    /// <summary>True when a sample of that instant is neither history nor forecast.</summary>
    internal static bool IsLive(DateTimeOffset now, long instant) => (now - Micros.ToInstant(instant)).Duration() <= LiveWithin;

    // the clock of a machine may be minutes wrong: when its news arrived counts, where that is known
    TimeSpan Age(LiveValue last)
    {
        var now = _time.GetUtcNow();
        if (_heard.TryGetValue(last.Signal, out var heard))
        {
            if (last.Instant > heard.Instant && IsLive(now, last.Instant))
                return TimeSpan.Zero;
            if (last.Instant == heard.Instant && heard.At is { } at)
                return now - at;
        }

        return now - Micros.ToInstant(last.Instant);
    }

    bool IsFromBefore(LiveValue last) => Micros.ToInstant(last.Instant) < _startedAt
        && !(_heard.TryGetValue(last.Signal, out var heard) && (heard.IsSinceStart || last.Instant > heard.Instant));

    PulseState State(int signalId, TimeSpan? interval, TimeSpan age)
    {
        var patience = Pulse.PatienceOf(interval);
        if (age > (patience > Pulse.UntilEnded ? patience : Pulse.UntilEnded))
            return PulseState.Ended;
        if (interval is null)
            return PulseState.Unwatched;
        return age <= patience || IsExcused(signalId, patience) ? PulseState.Alive : PulseState.Silent;
    }

    bool IsExcused(int signalId, TimeSpan patience) =>
        _book.Of(signalId).SilentEventId is null && _time.GetUtcNow() - _startedAt <= (patience < MostGrace ? patience : MostGrace);
}

/// <summary>What was heard of a signal in this process.</summary>
sealed class Heard
{
    /// <summary>Its newest instant as last seen, microseconds since 1970.</summary>
    public long Instant = long.MinValue;

    /// <summary>When that came, if it was live then; null for history and for what was there at the start.</summary>
    public DateTimeOffset? At;

    /// <summary>True when something came after the first look, were it history.</summary>
    public bool IsSinceStart;

    /// <summary>Learns how often news comes.</summary>
    public IntervalLearner Learner = new();
}
