namespace Werkstrom.Condition.Backtest;

/// <summary>A share with how sure it is.</summary>
/// <param name="Hits">How many were.</param>
/// <param name="Of">Of how many; n.</param>
readonly record struct Share(int Hits, int Of)
{
    const double Sure = 1.959963984540054; // 95 %

    /// <summary>0 to 1; null where n is 0.</summary>
    public double? Value => Of == 0 ? null : (double)Hits / Of;

    /// <summary>Lower end of the 95 % interval of Wilson; 0 where n is 0.</summary>
    public double Low => Bounds().Low;

    /// <summary>Its upper end; 1 where n is 0.</summary>
    public double High => Bounds().High;

    (double Low, double High) Bounds()
    {
        if (Of == 0)
            return (0, 1);
        var (n, share, square) = ((double)Of, (double)Hits / Of, Sure * Sure);
        var middle = (share + (square / (2 * n))) / (1 + (square / n));
        var half = Sure / (1 + (square / n)) * Math.Sqrt((share * (1 - share) / n) + (square / (4 * n * n)));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
