namespace Werkstrom.Emulator.Works;

/// <summary>The few laws that the machines share, exact for any step, so that 1 s and 60 s give the same course.</summary>
static class Physics
{
    /// <summary>A first-order body on its way to where it would settle: <c>T += (settled − T)·(1 − e^(−dt/τ))</c>.</summary>
    public static double Approach(double value, double settled, double seconds, double timeConstant) =>
        value + ((settled - value) * (1 - Math.Exp(-seconds / timeConstant)));

    /// <summary>Damage from 0 to 1, growing exponentially over the share of the time in which it shows: most of it comes at the end.</summary>
    public static double Damage(double done) => (Math.Exp(3 * done) - 1) / (Math.Exp(3) - 1);

    /// <summary>Rounds to what the sensor resolves.</summary>
    public static double Resolve(double value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}

/// <summary>
/// A part that wears out: it fails now and then, in the middle of the early shift of a working day, is repaired, and shows its
/// damage for days before.
/// </summary>
/// <param name="first">About when it fails first.</param>
/// <param name="every">About how long from one failure to the next.</param>
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
        return Physics.Damage(1 - (left / visible));
    }

    /// <summary>True from the failure until it is repaired.</summary>
    public bool IsBroken(DateTimeOffset now) => Number(now) is >= 0 and var n && now < At(n) + repair;

    /// <summary>The failure that comes next.</summary>
    public DateTimeOffset Next(DateTimeOffset now) => At(Number(now) + 1);

    /// <summary>The failures within a half-open span, with the end of each repair.</summary>
    public IEnumerable<(DateTimeOffset At, DateTimeOffset Until)> Within(DateTimeOffset from, DateTimeOffset to)
    {
        for (var at = Next(from.AddTicks(-1)); at < to; at = Next(at))
            yield return (at, at + repair);
    }

    /// <summary>
    /// The failures of a half-open span that ends before the works began, by the same law; repairs took from 0.85 to 1.15 times as long.
    /// </summary>
    /// <param name="from">From here on.</param>
    /// <param name="to">Up to here; not after the first failure of <see cref="Next"/>.</param>
    /// <param name="chance">A number from 0 to below 1 for each failure.</param>
    public IEnumerable<(DateTimeOffset At, DateTimeOffset Until)> Before(DateTimeOffset from, DateTimeOffset to, Func<int, double> chance)
    {
        for (var n = -1; At(n) >= from; n--)
        {
            if (At(n) is var at && at < to)
                yield return (at, at + TimeSpan.FromMinutes(Math.Round(repair.TotalMinutes * (0.85 + (0.3 * chance(-n))))));
        }
    }

    /// <summary>Number of the last failure at or before an instant; -1 before the first.</summary>
    int Number(DateTimeOffset now)
    {
        var n = (int)Math.Floor((now - first) / every) + 1;
        while (n >= 0 && At(n) > now)
            n--;
        return Math.Max(n, -1);
    }

    DateTimeOffset At(int number)
    {
        var day = TimeZoneInfo.ConvertTime(first + (every * number), Shifts.Zone).Date;
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(1);
        var local = day.AddHours(10).AddMinutes(40);
        return new DateTimeOffset(local, Shifts.Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
