namespace Werkstrom.Learning;

/// <summary>
/// Random numbers that are the same on every machine and in every version of .NET: SplitMix64,
/// <see href="https://doi.org/10.1145/2714064.2660195"/>.
/// </summary>
sealed class Numbers(ulong seed)
{
    ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to below a limit.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>0 to below 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Some of the numbers 0 to below <paramref name="of"/>, in rising order.</summary>
    public int[] Choose(int count, int of)
    {
        var chosen = new int[count];
        var at = 0;
        for (var i = 0; i < of && at < count; i++)
        {
            if (Below(of - i) < count - at)
                chosen[at++] = i;
        }

        return chosen;
    }

    /// <summary>Puts a list in an order by chance.</summary>
    public void Shuffle<T>(Span<T> list)
    {
        for (var i = list.Length - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (list[i], list[other]) = (list[other], list[i]);
        }
    }
}
