namespace Werkstrom.Store.Live;

/// <summary>Whether a signal sends, as far as that can be known.</summary>
public enum PulseState
{
    /// <summary>It never sent.</summary>
    Never = 0,

    /// <summary>Nothing came for a month: history, not news.</summary>
    Ended = 1,

    /// <summary>It is not known how often news should come, so nobody can tell whether some is missing.</summary>
    Unwatched = 2,

    /// <summary>News came when it was expected.</summary>
    Alive = 3,

    /// <summary>News should have come by now.</summary>
    Silent = 4,
}

/// <summary>How a signal sends now.</summary>
/// <param name="State">Whether it sends.</param>
/// <param name="Last">Its last value; null when it never sent.</param>
/// <param name="Interval">How often news is expected; null when that is neither set nor learned.</param>
/// <param name="Learned">How often news came as learned; does not count where a person set the interval.</param>
/// <param name="Age">How long ago it was heard last; zero when it never was.</param>
/// <param name="IsLearned">True when the interval was learned, not set by a person.</param>
public readonly record struct Pulse(PulseState State, LiveValue? Last, TimeSpan? Interval, TimeSpan? Learned, TimeSpan Age, bool IsLearned)
{
    /// <summary>Three intervals are a gap, but no network is judged by less than this.</summary>
    public static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(15);

    /// <summary>How long a value without an expected interval counts as one of now.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromDays(1);

    /// <summary>After so long silence is no news any more.</summary>
    public static readonly TimeSpan UntilEnded = TimeSpan.FromDays(30);

    /// <summary>From which age a value is stale.</summary>
    public TimeSpan Patience => PatienceOf(Interval);

    /// <summary>True when nothing was heard since the start of the server: its last value was there before.</summary>
    public bool IsFromBefore { get; init; }

    /// <summary>True while its last value counts as one of now; of what is not watched: for a day. After a start also while it is waited for.</summary>
    public bool IsCurrent => State == PulseState.Alive || (State == PulseState.Unwatched && Age <= UsualPatience);

    /// <summary>True while it sends. What is not watched and what is waited for after a start must be heard first.</summary>
    public bool IsOnline => IsCurrent && (State == PulseState.Alive ? Age <= Patience : !IsFromBefore);

    /// <summary>From which age a value is stale: three intervals, at least 15 s; a day where no interval is known.</summary>
    public static TimeSpan PatienceOf(TimeSpan? interval) =>
        interval is not { Ticks: > 0 } every ? UsualPatience : 3 * every > LeastPatience ? 3 * every : LeastPatience;
}
