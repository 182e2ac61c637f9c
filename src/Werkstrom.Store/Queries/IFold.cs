namespace Werkstrom.Store.Queries;

/// <summary>Takes in samples, and figures of whole hours, in order of time.</summary>
interface IFold
{
    /// <summary>Takes in one sample.</summary>
    void Add(long instant, double value);

    /// <summary>Takes in the figures of an hour.</summary>
    void Add(in Figures hour);

    /// <summary>Takes in samples.</summary>
    void Add(ReadOnlySpan<long> instants, ReadOnlySpan<double> values);
}
