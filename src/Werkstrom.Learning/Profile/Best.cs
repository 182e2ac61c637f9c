namespace Werkstrom.Learning.Profile;

/// <summary>The best correlation of each window so far, and with whom. Of equals the one nearer in place counts, whoever found it first.</summary>
sealed class Best
{
    public Best(int count)
    {
        (Correlation, Neighbour) = (new double[count], new int[count]);
        Array.Fill(Correlation, double.NegativeInfinity);
        Array.Fill(Neighbour, -1);
    }

    public double[] Correlation { get; }

    /// <summary>Place of the neighbour; −1: none.</summary>
    public int[] Neighbour { get; }

    /// <summary>Takes over what another found that is better.</summary>
    public void Join(Best other)
    {
        for (var i = 0; i < Correlation.Length; i++)
            Offer(i, other.Correlation[i], other.Neighbour[i]);
    }

    /// <summary>Takes a neighbour that is better, or as good and nearer.</summary>
    public void Offer(int at, double correlation, int neighbour)
    {
        if (neighbour < 0 || correlation < Correlation[at])
            return;
        if (correlation > Correlation[at] || Neighbour[at] < 0 || Nearer(neighbour, Neighbour[at], at))
            (Correlation[at], Neighbour[at]) = (correlation, neighbour);
    }

    static bool Nearer(int a, int b, int at) => (Math.Abs(a - at), a).CompareTo((Math.Abs(b - at), b)) < 0;
}
