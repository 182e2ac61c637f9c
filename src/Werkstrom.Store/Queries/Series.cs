namespace Werkstrom.Store.Queries;

/// <summary>Samples of one signal in order of time, a column each, values in the signal's shown unit.</summary>
/// <param name="Instants">Microseconds since 1970, UTC, ascending.</param>
/// <param name="Values">Values at these instants.</param>
/// <param name="Qualities">Qualities at these instants; empty where they were not asked for.</param>
/// <param name="IsReduced">True when it was thinned out (M4 or a limit) and is not every sample.</param>
public sealed record Series(long[] Instants, double[] Values, byte[] Qualities, bool IsReduced)
{
    /// <summary>
    /// Where the signal was silent for more than three expected (or else typical) intervals, in order; a chart draws no line
    /// there. The ends of a gap need not be among <see cref="Instants"/> when those are thinned out.
    /// </summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>Of a thinned out series the mean of every few pixels; null where every sample is there.</summary>
    public Means? Means { get; init; }

    /// <summary>How many samples.</summary>
    public int Count => Instants.Length;
}

/// <summary>Means of short stretches in order of time, a column each.</summary>
/// <param name="Instants">The middle between the first and the last sample of each, microseconds since 1970, UTC.</param>
/// <param name="Values">The means, in the signal's shown unit.</param>
public sealed record Means(long[] Instants, double[] Values);

/// <summary>Figures of one signal in one bucket. A bucket without samples is not there.</summary>
/// <param name="Start">Start of the bucket, microseconds since 1970, UTC.</param>
/// <param name="Count">How many samples, n.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
/// <param name="Mean">Mean of the samples.</param>
/// <param name="Sum">Sum of the samples.</param>
/// <param name="First">The first value.</param>
/// <param name="Last">The last value.</param>
/// <param name="TimeWeightedMean">Mean weighted by how long each value held; null when it held for no time.</param>
/// <param name="Increase">What a counter gained in the bucket, resets detected; 0 for other kinds.</param>
public readonly record struct Bucket(
    long Start, long Count, double Min, double Max, double Mean, double Sum, double First, double Last,
    double? TimeWeightedMean, double Increase);

/// <summary>A silence between two samples, microseconds since 1970, UTC.</summary>
/// <param name="From">The last sample before it.</param>
/// <param name="To">The first sample after it.</param>
public readonly record struct Gap(long From, long To);
