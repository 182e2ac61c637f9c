namespace Werkstrom.Tariff.Windows;

/// <summary>What a device needs: so much energy, at most so much in a quarter-hour.</summary>
public sealed record LoadWish
{
    /// <summary>Makes a wish.</summary>
    /// <param name="wh">Wh, 1 to 10,000,000.</param>
    /// <param name="whPerQuarter">The most in a quarter-hour, Wh: a quarter of the power in W; 1 to 10,000,000.</param>
    /// <param name="isUnbroken">Whether it runs at full power until it is done; else it may pause and go on as often as is good.</param>
    /// <exception cref="ArgumentOutOfRangeException">An energy is out of its range.</exception>
    public LoadWish(long wh, int whPerQuarter, bool isUnbroken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wh, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wh, Most);
        ArgumentOutOfRangeException.ThrowIfLessThan(whPerQuarter, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(whPerQuarter, Most);
        (Wh, WhPerQuarter, IsUnbroken) = (wh, whPerQuarter, isUnbroken);
    }

    /// <summary>The most energy of a wish, Wh.</summary>
    public const int Most = 10_000_000;

    /// <summary>Energy, Wh.</summary>
    public long Wh { get; }

    /// <summary>The most in a quarter-hour, Wh.</summary>
    public int WhPerQuarter { get; }

    /// <summary>Whether it runs at full power until it is done.</summary>
    public bool IsUnbroken { get; }

    /// <summary>How many quarter-hours it takes.</summary>
    public int Quarters => (int)((Wh + WhPerQuarter - 1) / WhPerQuarter);

    /// <summary>Energy of the last of them, Wh.</summary>
    public int Rest => (int)(Wh - ((Quarters - 1L) * WhPerQuarter));
}

/// <summary>When a device runs.</summary>
/// <param name="Slots">The quarter-hours in their order, with the energy of each in Wh: together that of the wish.</param>
/// <param name="Sum">Of energy times value; for prices in 0.001 ct/kWh this is µct.</param>
public sealed record LoadPlan(IReadOnlyList<(int Quarter, int Wh)> Slots, long Sum)
{
    /// <summary>The mean value of a Wh.</summary>
    public decimal Mean => Sum / (decimal)Slots.Sum(s => (long)s.Wh);

    /// <summary>From when to when it runs without a pause.</summary>
    public IReadOnlyList<QuarterRun> Runs
    {
        get
        {
            List<QuarterRun> runs = [];
            foreach (var (quarter, wh) in Slots)
            {
                if (runs.Count > 0 && runs[^1].End == quarter)
                    runs[^1] = runs[^1] with { End = quarter + 1, Wh = runs[^1].Wh + wh };
                else
                    runs.Add(new(quarter, quarter + 1, wh));
            }

            return runs;
        }
    }
}

/// <summary>Quarter-hours without a pause.</summary>
/// <param name="First">The first.</param>
/// <param name="End">The first after them.</param>
/// <param name="Wh">Energy of all.</param>
public readonly record struct QuarterRun(int First, int End, long Wh);
