namespace Werkstrom.Energy.Demo;

/// <summary>Smooth noise of time without a state (value noise): the same instant always gives the same, so that a demo goes on tomorrow where it ended today.</summary>
/// <param name="seed">Another seed is another course.</param>
/// <param name="quarters">Quarter-hours from one random number to the next.</param>
readonly struct Noise(uint seed, int quarters)
{
    /// <summary>−1 to 1, mean 0.</summary>
    public double At(int quarter)
    {
        var (cell, within) = ((int)Math.Floor((double)quarter / quarters), (double)quarter / quarters);
        within -= cell;
        var smooth = within * within * (3 - (2 * within));
        return Of(cell) + (smooth * (Of(cell + 1) - Of(cell)));
    }

    // the mixer of splitmix64 (Steele, Lea, Flood 2014)
    double Of(int cell)
    {
        var x = ((ulong)seed << 32) ^ (uint)cell;
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        x ^= x >> 31;
        return ((x >> 11) * (2.0 / (1L << 53))) - 1;
    }
}
