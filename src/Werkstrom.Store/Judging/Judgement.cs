using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Judging;

/// <summary>What is to be said of a signal now, the worst last.</summary>
public enum Standing
{
    /// <summary>It never sent.</summary>
    Resting = 0,

    /// <summary>Nothing came for a month: history, not news.</summary>
    Ended = 1,

    /// <summary>Below a limit because its machine says that it is off: no news.</summary>
    Off = 2,

    /// <summary>It is not known how often it should send: nobody can say that all is well.</summary>
    Unwatched = 3,

    /// <summary>It sends and is within its limits.</summary>
    Good = 4,

    /// <summary>It should have sent by now.</summary>
    Silent = 5,

    /// <summary>Beyond a warning limit.</summary>
    Watch = 6,

    /// <summary>Beyond an alarm limit.</summary>
    Act = 7,
}

/// <summary>A signal, its last value, and what is to be said of it.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Pulse">Its last value, and whether it sends.</param>
/// <param name="Standing">What is to be said.</param>
/// <param name="Limit">The limit that is passed, in the unit of the signal; null when none is.</param>
public sealed record Judgement(Signal Signal, Pulse Pulse, Standing Standing, double? Limit)
{
    /// <summary>Its last value, or null.</summary>
    public LiveValue? Last => Pulse.Last;

    /// <summary>When its last value was measured; null for never.</summary>
    public DateTimeOffset? At => Last is { } last ? Micros.ToInstant(last.Instant) : null;

    /// <summary>How often its news came, as learned; null when not known.</summary>
    public TimeSpan? Learned => Pulse.Learned;

    /// <summary>From which age its value is stale.</summary>
    public TimeSpan Patience => Pulse.Patience;

    /// <summary>True when it sends.</summary>
    public bool IsLive => Pulse.IsOnline;

    /// <summary>True when it lies below a limit, not above one.</summary>
    public bool IsBelow => Last is { } last && Limit is { } limit && last.Value < limit;

    /// <summary>Judges a signal by how it sends and by its limits.</summary>
    public static Judgement Of(Signal signal, Pulse pulse) => pulse.State switch
    {
        PulseState.Never => new(signal, pulse, Standing.Resting, null),
        PulseState.Ended => new(signal, pulse, Standing.Ended, null),
        PulseState.Silent => new(signal, pulse, Standing.Silent, null),
        _ when pulse.IsCurrent && Beyond(pulse.Last!.Value, signal.Limits) is var (standing, limit) => new(signal, pulse, standing, limit),
        PulseState.Unwatched => new(signal, pulse, Standing.Unwatched, null),
        _ => new(signal, pulse, Standing.Good, null),
    };

    static (Standing, double)? Beyond(double value, SignalLimits limits) => limits switch
    {
        { HighAlarm: { } high } when value > high => (Standing.Act, high),
        { LowAlarm: { } low } when value < low => (Standing.Act, low),
        { HighWarning: { } high } when value > high => (Standing.Watch, high),
        { LowWarning: { } low } when value < low => (Standing.Watch, low),
        _ => null,
    };
}
