using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Today;

/// <summary>What is to be said of a signal now, the worst last.</summary>
enum Standing
{
    /// <summary>It never sent, or not for a month: history, not news.</summary>
    Resting = 0,

    /// <summary>Below a limit because its machine says that it is off: no news.</summary>
    Off = 1,

    /// <summary>It sends and is within its limits.</summary>
    Good = 2,

    /// <summary>It should have sent by now.</summary>
    Silent = 3,

    /// <summary>Beyond a warning limit.</summary>
    Watch = 4,

    /// <summary>Beyond an alarm limit.</summary>
    Act = 5,
}

/// <summary>A signal, its last value, and what is to be said of it.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Last">Its last value, or null.</param>
/// <param name="Standing">What is to be said.</param>
/// <param name="Limit">The limit that is passed, in the unit of the signal; null when none is.</param>
sealed record Judgement(Signal Signal, LiveValue? Last, Standing Standing, double? Limit)
{
    /// <summary>Without an expected interval a signal is silent after a day.</summary>
    static readonly TimeSpan UsualPatience = TimeSpan.FromDays(1);

    /// <summary>Three intervals are a gap, but no network is judged by less than 15 seconds.</summary>
    static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(15);

    static readonly TimeSpan UntilResting = TimeSpan.FromDays(30);

    /// <summary>When its last value was measured; null for never.</summary>
    public DateTimeOffset? At => Last is { } last ? Micros.ToInstant(last.Instant) : null;

    /// <summary>From which age its value is stale.</summary>
    public TimeSpan Patience => PatienceOf(Signal);

    /// <summary>True when it sends.</summary>
    public bool IsLive => Standing is not (Standing.Resting or Standing.Silent);

    /// <summary>True when it lies below a limit, not above one.</summary>
    public bool IsBelow => Last is { } last && Limit is { } limit && last.Value < limit;

    /// <summary>Judges a signal at an instant.</summary>
    public static Judgement Of(Signal signal, LiveValues live, DateTimeOffset now)
    {
        if (!live.TryGet(signal.Id, out var last))
            return new(signal, null, Standing.Resting, null);
        var age = now - Micros.ToInstant(last.Instant);
        if (age > UntilResting)
            return new(signal, last, Standing.Resting, null);
        if (age > PatienceOf(signal))
            return new(signal, last, Standing.Silent, null);
        return Beyond(last.Value, signal.Limits) is var (standing, limit)
            ? new(signal, last, standing, limit)
            : new(signal, last, Standing.Good, null);
    }

    /// <summary>From which age the last value of a signal is stale.</summary>
    public static TimeSpan PatienceOf(Signal signal) =>
        signal.ExpectedInterval is not { Ticks: > 0 } expected ? UsualPatience
        : 3 * expected > LeastPatience ? 3 * expected : LeastPatience;

    static (Standing, double)? Beyond(double value, SignalLimits limits) => limits switch
    {
        { HighAlarm: { } high } when value > high => (Standing.Act, high),
        { LowAlarm: { } low } when value < low => (Standing.Act, low),
        { HighWarning: { } high } when value > high => (Standing.Watch, high),
        { LowWarning: { } low } when value < low => (Standing.Watch, low),
        _ => null,
    };
}
