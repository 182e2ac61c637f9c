namespace Werkstrom.Emulator.Works;

/// <summary>The few laws that the machines share, exact for any step, so that 1 s and 60 s give the same course.</summary>
static class Physics
{
    /// <summary>A first-order body on its way to where it would settle: <c>T += (settled − T)·(1 − e^(−dt/τ))</c>.</summary>
    public static double Approach(double value, double settled, double seconds, double timeConstant) =>
        value + ((settled - value) * (1 - Math.Exp(-seconds / timeConstant)));

    /// <summary>Rounds to what the sensor resolves.</summary>
    public static double Resolve(double value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}

/// <summary>A part that wears out: it fails at set instants, is repaired, and shows its damage for days before.</summary>
/// <param name="first">The first failure.</param>
/// <param name="every">From one failure to the next.</param>
/// <param name="visible">How long before the failure the damage begins to show.</param>
/// <param name="repair">How long the repair takes.</param>
sealed class Ageing(DateTimeOffset first, TimeSpan every, TimeSpan visible, TimeSpan repair)
{
    /// <summary>Damage from 0 (new) to 1 (fails now), growing exponentially: most of it comes in the last day.</summary>
    public double Damage(DateTimeOffset now)
    {
        var left = Next(now) - now;
        if (left >= visible || IsBroken(now))
            return 0;
        var done = 1 - (left / visible);
        return (Math.Exp(3 * done) - 1) / (Math.Exp(3) - 1);
    }

    /// <summary>True from the failure until it is repaired.</summary>
    public bool IsBroken(DateTimeOffset now) => now >= first && (now - first).Ticks % every.Ticks < repair.Ticks;

    /// <summary>The failure that comes next.</summary>
    public DateTimeOffset Next(DateTimeOffset now) =>
        now < first ? first : first + (every * (((now - first).Ticks / every.Ticks) + 1));

    /// <summary>The failures within a half-open span, with the end of each repair.</summary>
    public IEnumerable<(DateTimeOffset At, DateTimeOffset Until)> Within(DateTimeOffset from, DateTimeOffset to)
    {
        for (var at = first; at < to; at += every)
        {
            if (at >= from)
                yield return (at, at + repair);
        }
    }
}
