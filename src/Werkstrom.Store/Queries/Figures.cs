namespace Werkstrom.Store.Queries;

/// <summary>
/// Figures of consecutive samples of one signal, in stored units. Neighbours can be joined, so an hour of <c>sample_1h</c> and a
/// single sample go through the same code and give the same result.
/// </summary>
/// <remarks>
/// A value holds until the next sample, but no longer than the hold limit (three times the expected interval, where that is
/// known). Integral and held time count only from <see cref="FirstAt"/> to <see cref="LastAt"/>; what holds before and after
/// belongs to whoever joins. Of equal extremes the earliest counts.
/// </remarks>
struct Figures
{
    /// <summary>The hold limit where no interval is expected: a value holds until the next one.</summary>
    public const long NoLimit = long.MaxValue;

    public long Count;
    public double Sum, Min, Max, First, Last;
    public long MinAt, MaxAt, FirstAt, LastAt;

    /// <summary>Integral of the held value from first to last, value times microseconds.</summary>
    public double Integral;

    /// <summary>Microseconds of that in which a value held: less than last minus first where there is a gap.</summary>
    public long Held;

    /// <summary>What a counter gained from first to last; after a reset (a fall) it counts from zero.</summary>
    public double Increase;

    /// <summary>Figures of one sample.</summary>
    public static Figures Of(long instant, double value)
    {
        Figures one = default;
        one.Count = 1;
        one.Sum = one.Min = one.Max = one.First = one.Last = value;
        one.MinAt = one.MaxAt = one.FirstAt = one.LastAt = instant;
        return one;
    }

    /// <summary>Takes in one sample later than all in it.</summary>
    public void Add(long instant, double value, long hold)
    {
        if (Count == 0)
        {
            this = Of(instant, value);
            return;
        }

        Bridge(instant, value, hold);
        Count++;
        Sum += value;
        if (value < Min)
            (Min, MinAt) = (value, instant);
        if (value > Max)
            (Max, MaxAt) = (value, instant);
        (Last, LastAt) = (value, instant);
    }

    /// <summary>Takes in the figures of samples that are all later.</summary>
    public void Join(in Figures next, long hold)
    {
        if (next.Count == 0)
            return;
        if (Count == 0)
        {
            this = next;
            return;
        }

        Bridge(next.FirstAt, next.First, hold);
        Count += next.Count;
        Sum += next.Sum;
        Integral += next.Integral;
        Held += next.Held;
        Increase += next.Increase;
        if (next.Min < Min)
            (Min, MinAt) = (next.Min, next.MinAt);
        if (next.Max > Max)
            (Max, MaxAt) = (next.Max, next.MaxAt);
        (Last, LastAt) = (next.Last, next.LastAt);
    }

    /// <summary>What a counter gains from one value to the next: the difference, or after a fall the new value.</summary>
    public static double Gain(double before, double after) => after >= before ? after - before : after;

    /// <summary>How long a value holds, at most until <paramref name="until"/>.</summary>
    public static long HeldFor(long at, long until, long hold) => Math.Min(until - at, hold);

    void Bridge(long instant, double value, long hold)
    {
        var held = HeldFor(LastAt, instant, hold);
        Held += held;
        Integral += Last * held;
        Increase += Gain(Last, value);
    }
}
