using Werkstrom.Kernel.Signals;

namespace Werkstrom.Store.Queries;

/// <summary>From stored to shown values: <c>shown = stored * Factor + Offset</c>.</summary>
readonly record struct Scale(double Factor, double Offset)
{
    public static readonly Scale None = new(1, 0);

    public static Scale Of(Signal signal) => new(signal.Factor, signal.Offset);

    public bool IsNone => this == None;

    public double Show(double stored) => (stored * Factor) + Offset;

    /// <summary>Scales in place.</summary>
    public void Show(Span<double> values)
    {
        if (IsNone)
            return;
        foreach (ref var value in values)
            value = Show(value);
    }

    /// <summary>Scales a bucket: a sum carries the offset once a sample, a gain never; a negative factor swaps the extremes.</summary>
    public Bucket Show(Bucket stored, bool isCounter)
    {
        var (low, high) = (Show(stored.Min), Show(stored.Max));
        return stored with
        {
            Min = Math.Min(low, high),
            Max = Math.Max(low, high),
            Mean = Show(stored.Mean),
            Sum = (stored.Sum * Factor) + (stored.Count * Offset),
            First = Show(stored.First),
            Last = Show(stored.Last),
            TimeWeightedMean = stored.TimeWeightedMean is { } mean ? Show(mean) : null,
            Increase = isCounter ? stored.Increase * Factor : 0,
        };
    }
}
