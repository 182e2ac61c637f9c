namespace Werkstrom.Learning.Watching;

/// <summary>
/// Watches a signal whose values are states: learns how often each comes and how long it stays, and speaks when a rare one comes or one
/// stays much longer than ever. Not for several threads at once.
/// </summary>
public sealed class StateWatch(WatchSettings? settings = null)
{
    /// <summary>More states than these are no states; the watch falls silent then.</summary>
    public const int MostStates = 64;

    const int Version = 1, LeastStays = 5;
    const double RareShare = 0.01, LongStay = 1.5, Forget = 0.9999;

    readonly WatchSettings _settings = settings ?? new();
    readonly SortedDictionary<double, (double Stays, double Longest)> _states = [];
    double _state = double.NaN, _stays;
    long _since = -1, _last = -1;
    bool _told;

    /// <summary>Whether there are more states than <see cref="MostStates"/>: this is no signal of states.</summary>
    public bool IsNoState => _states.Count > MostStates;

    /// <summary>Sees the next value.</summary>
    /// <param name="at">When it was seen; not later than the last one: passed over.</param>
    /// <param name="state">The state as a number; not finite: passed over.</param>
    /// <returns>An alarm where a rare state begins, or the state has lasted too long; else null.</returns>
    public WatchAlarm? See(DateTimeOffset at, double state)
    {
        if (!double.IsFinite(state) || at.UtcTicks <= _last || IsNoState)
            return null;
        var stayed = Lasts(at);
        _last = at.UtcTicks;
        return state == _state ? stayed : Enter(at, state) ?? stayed;
    }

    /// <summary>Asks whether the state has lasted too long by now: one and a half times its longest stay of five or more.</summary>
    /// <returns>An alarm, once in a stay; else null.</returns>
    public WatchAlarm? Lasts(DateTimeOffset now)
    {
        if (Longest is not { } longest)
            return null;
        var score = (now.UtcTicks - _since) / (LongStay * longest);
        if (score < _settings.Threshold)
            return null;
        _told = true;
        var seconds = longest / TimeSpan.TicksPerSecond;
        return new(now, new(_since, TimeSpan.Zero), WatchChannel.LongState, score, _state, seconds, seconds, seconds);
    }

    /// <summary>From when on <see cref="Lasts"/> will speak if the state stays; null while it cannot, or when it has spoken.</summary>
    public DateTimeOffset? LastsFrom => Longest is { } longest
        ? new(_since + (long)Math.Min(Math.Ceiling(_settings.Threshold * LongStay * longest), DateTimeOffset.MaxValue.UtcTicks - _since), TimeSpan.Zero) : null;

    double? Longest => _told || IsNoState || !_states.TryGetValue(_state, out var known) || known.Stays < LeastStays || known.Longest <= 0 ? null : known.Longest;

    WatchAlarm? Enter(DateTimeOffset at, double state)
    {
        Leave(at.UtcTicks);
        var stays = _states.TryGetValue(state, out var known) ? known.Stays : 0;
        var share = (stays + 0.5) / (_stays + 1); // as if half a stay had been seen: never seen among a few says nothing
        var score = RareShare / share;
        _states[state] = (stays + 1, known.Longest);
        _stays++;
        (_state, _since, _told) = (state, at.UtcTicks, false);
        if (score < _settings.Threshold || IsNoState)
            return null;
        return new(at, at, WatchChannel.RareState, score, state, stays / Math.Max(1, _stays - 1), 0, 0);
    }

    // what was long ago counts less; the stay that ends may be the longest of its state
    void Leave(long at)
    {
        _stays *= Forget;
        foreach (var (state, (stays, longest)) in _states.ToArray())
            _states[state] = (stays * Forget, Math.Max(longest * Forget, state == _state ? at - _since : 0));
    }

    /// <summary>The whole state, so that a restart forgets nothing.</summary>
    public byte[] Save() => WatchState.Save('Z', Version, to =>
    {
        to.Write(_states.Count);
        foreach (var (state, (stays, longest)) in _states)
        {
            to.Write(state);
            to.Write(stays);
            to.Write(longest);
        }

        to.Write(_state);
        to.Write(_stays);
        to.Write(_since);
        to.Write(_last);
        to.Write(_told);
    });

    /// <summary>Goes on from a saved state.</summary>
    /// <param name="state">What <see cref="Save"/> returned.</param>
    /// <param name="settings">May differ from those it was saved with.</param>
    /// <exception cref="InvalidDataException">It is not a state of a state watch, of another version, or cut off.</exception>
    public static StateWatch Load(byte[] state, WatchSettings? settings = null)
    {
        StateWatch watch = new(settings);
        WatchState.Load(state, 'Z', Version, from =>
        {
            for (var left = from.ReadInt32(); left > 0; left--)
                watch._states[from.ReadDouble()] = (from.ReadDouble(), from.ReadDouble());
            (watch._state, watch._stays) = (from.ReadDouble(), from.ReadDouble());
            (watch._since, watch._last, watch._told) = (from.ReadInt64(), from.ReadInt64(), from.ReadBoolean());
        });
        return watch;
    }
}
