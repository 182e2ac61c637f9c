using Werkstrom.Learning.Watching;

namespace Werkstrom.Learning.Limits;

/// <summary>
/// Evaluates one rule as values come, without look-ahead. A value holds until the next one. What it says does not depend on how often it is
/// asked, so that a back-test over the past gives what would have been said live. Not for several threads at once.
/// </summary>
/// <param name="rule">What it evaluates.</param>
public sealed class RuleWatch(SignalRule rule)
{
    const int Version = 1;

    readonly Excursion _excursion = new(rule.Window);
    DateTimeOffset? _last, _since;
    double _value = double.NaN;
    bool _active;

    /// <summary>What it evaluates.</summary>
    public SignalRule Rule => rule;

    /// <summary>Whether it holds now.</summary>
    public bool IsActive => _active;

    /// <summary>The last value seen; null before the first.</summary>
    public DateTimeOffset? LastAt => _last;

    /// <summary>Sees the next value; one that is not finite, or not later than the last, is passed over.</summary>
    /// <returns>What began or ended up to now, in order; mostly nothing.</returns>
    public IReadOnlyList<RuleChange> See(DateTimeOffset at, double value)
    {
        if (!double.IsFinite(value) || at <= _last)
            return [];
        var due = Due(at);
        _last = at;
        var ended = rule.Kind == RuleKind.NoData ? Ended(at, value) : Measured(at, Measure(at, value));
        return (due, ended) switch
        {
            (null, null) => [],
            ({ } first, null) => [first],
            (null, { } second) => [second],
            ({ } first, { } second) => [first, second],
        };
    }

    /// <summary>Says what has begun by a time at which no value came.</summary>
    /// <returns>Null where nothing has.</returns>
    public RuleChange? Tick(DateTimeOffset now) => Due(now);

    /// <summary>A rule over the past: what it would have said.</summary>
    /// <param name="rule">What is evaluated.</param>
    /// <param name="samples">In order of time.</param>
    /// <param name="end">Up to when; not before the last sample.</param>
    public static IEnumerable<RuleChange> Over(
        SignalRule rule, IEnumerable<(DateTimeOffset At, double Value)> samples, DateTimeOffset end)
    {
        ArgumentNullException.ThrowIfNull(samples);
        RuleWatch watch = new(rule);
        foreach (var (at, value) in samples)
        {
            foreach (var change in watch.See(at, value))
                yield return change;
        }

        if (watch.Tick(end) is { } last)
            yield return last;
    }

    // what became due between two values: a condition that has held long enough, or a silence
    RuleChange? Due(DateTimeOffset now)
    {
        var since = rule.Kind == RuleKind.NoData ? _last : _since;
        var wait = rule.Kind == RuleKind.NoData ? rule.Window : rule.Lasting;
        if (_active || since is not { } from || (rule.Kind == RuleKind.NoData ? now - from <= wait : now - from < wait))
            return null;
        _active = true;
        _since = from;
        return new(from + wait, from, Active: true, rule.Kind == RuleKind.NoData ? double.NaN : _value);
    }

    double Measure(DateTimeOffset at, double value) => rule.Kind switch
    {
        RuleKind.Rise => _excursion.Rise(at.UtcTicks, value),
        RuleKind.Fall => _excursion.Rise(at.UtcTicks, -value),
        _ => value,
    };

    RuleChange? Measured(DateTimeOffset at, double value)
    {
        var beyond = rule.Kind == RuleKind.Below ? value < rule.Limit : value > rule.Limit;
        var over = rule.Kind == RuleKind.Below ? value >= rule.Release : value <= rule.Release;
        if (_active)
            return over ? Ended(at, value) : null;
        if (!beyond)
            _since = null; // between release and limit nothing begins
        else if (_since is null)
            (_since, _value) = (at, value);
        return Due(at);
    }

    RuleChange? Ended(DateTimeOffset at, double value)
    {
        if (!_active)
            return null;
        RuleChange ended = new(at, _since ?? at, Active: false, value);
        (_active, _since) = (false, null);
        return ended;
    }

    /// <summary>The whole state, so that a restart forgets nothing.</summary>
    public byte[] Save() => WatchState.Save('R', Version, to =>
    {
        _excursion.Save(to);
        to.Write(_last?.UtcTicks ?? -1);
        to.Write(_since?.UtcTicks ?? -1);
        to.Write(_value);
        to.Write(_active);
    });

    /// <summary>Goes on from a saved state.</summary>
    /// <param name="rule">As it was when the state was saved.</param>
    /// <param name="state">What <see cref="Save"/> returned.</param>
    /// <exception cref="InvalidDataException">It is not a state of a rule, of another version, or cut off.</exception>
    public static RuleWatch Load(SignalRule rule, byte[] state)
    {
        RuleWatch watch = new(rule);
        WatchState.Load(state, 'R', Version, from =>
        {
            watch._excursion.Load(from);
            (watch._last, watch._since) = (At(from.ReadInt64()), At(from.ReadInt64()));
            (watch._value, watch._active) = (from.ReadDouble(), from.ReadBoolean());
        });
        return watch;
    }

    static DateTimeOffset? At(long ticks) => ticks < 0 ? null : new(ticks, TimeSpan.Zero);
}
