using Werkstrom.Learning.Intervals;

namespace Werkstrom.Learning.Remaining;

/// <summary>
/// Which share intervals have to be asked for, so that the truth of lives kept aside lies within as often as is wanted: learned from one half of
/// the lives, asked of the other, for several ways to cut them in half.
/// </summary>
/// <param name="predicted">By models that had not seen the row's life.</param>
/// <param name="actual">What was true.</param>
/// <param name="lives">Number of each row's life, from 0.</param>
/// <param name="wanted">How often the truth is to lie within; above 0 and below 1.</param>
sealed class IntervalShare(double[] predicted, double[] actual, int[] lives, double wanted)
{
    const int Cuts = 4;
    const int LeastToLower = 50; // of fewer lives a coverage that is too high may be chance
    const double Step = 0.005;
    const int Steps = 8; // to either side

    readonly int _lives = lives.Max() + 1;

    /// <summary>The least share that covers what is wanted, within four hundredths of it; what is wanted itself where there are too few lives to tell.</summary>
    public double Found()
    {
        if (!CanTell)
            return wanted;
        double[] shares = [.. Enumerable.Range(-Steps, (2 * Steps) + 1).Select(i => wanted + (i * Step)).Where(s => s is > 0 and < 1 && 1 / (1 - s) <= _lives / 2)];
        if (_lives < LeastToLower)
            shares = [.. shares.Where(s => s >= wanted - (Step / 2))];
        var covered = new double[Cuts][];
        Parallel.For(0, Cuts, cut => covered[cut] = Covered(Halves((ulong)cut + 1), shares));
        for (var i = 0; i < shares.Length; i++)
        {
            if (covered.Average(c => c[i]) >= wanted)
                return shares[i];
        }

        return shares.Length > 0 ? shares[^1] : wanted;
    }

    /// <summary>How often the truth lay in the interval of a share, in lives kept aside; NaN where there are too few to part them.</summary>
    public double Coverage(double share) => CanTell ? Covered([.. Enumerable.Range(0, _lives).Select(l => l % 2)], [share])[0] : double.NaN;

    bool CanTell => _lives / 2 >= 1 / (1 - wanted);

    int[] Halves(ulong seed)
    {
        int[] halves = [.. Enumerable.Range(0, _lives).Select(l => l % 2)];
        new Numbers(seed).Shuffle<int>(halves);
        return halves;
    }

    double[] Covered(int[] halves, double[] shares)
    {
        var (one, other) = (Covered(halves, 0, shares), Covered(halves, 1, shares));
        return [.. one.Zip(other, (a, b) => (a + b) / 2)];
    }

    double[] Covered(int[] halves, int asked, double[] shares)
    {
        var from = Rows(halves, 1 - asked);
        var intervals = ConformalIntervals.Of([.. from.Select(r => predicted[r])], [.. from.Select(r => actual[r])], [.. from.Select(r => lives[r])], shares);
        var on = Rows(halves, asked).GroupBy(r => lives[r]).ToArray();
        return [.. intervals.Select(i => on.Average(life => life.Average(r => i.Around(predicted[r]) is var (low, high) && actual[r] >= low && actual[r] <= high ? 1.0 : 0)))];
    }

    int[] Rows(int[] halves, int half) => [.. Enumerable.Range(0, lives.Length).Where(r => halves[lives[r]] == half)];
}
