using Werkstrom.Store.Ingest;

namespace Werkstrom.Store.Queries;

/// <summary>
/// Samples of one signal while they are read, a column each. Of two of one instant the one with the greater sequence number was
/// written last, and of equal ones the one that was added last.
/// </summary>
sealed class SampleColumns
{
    long[] _instants = [];
    double[] _values = [];
    byte[] _qualities = [];
    long[] _sequence = [];

    /// <summary>Sequence number of a sample of a closed day: what came late outranks it, what a merge brought does not.</summary>
    public const long Closed = -1;

    public int Count { get; private set; }

    public ReadOnlySpan<long> Instants => _instants.AsSpan(0, Count);

    public Span<double> Values => _values.AsSpan(0, Count);

    public ReadOnlySpan<byte> Qualities => _qualities.AsSpan(0, Count);

    /// <summary>Adds samples, in any order of time.</summary>
    /// <param name="sequence">Their sequence numbers; empty for those of closed days.</param>
    public void Add(
        ReadOnlySpan<long> instants, ReadOnlySpan<double> values, ReadOnlySpan<byte> qualities, ReadOnlySpan<long> sequence)
    {
        Reserve(Count + instants.Length);
        instants.CopyTo(_instants.AsSpan(Count));
        values.CopyTo(_values.AsSpan(Count));
        qualities.CopyTo(_qualities.AsSpan(Count));
        var written = _sequence.AsSpan(Count, instants.Length);
        if (sequence.IsEmpty)
            written.Fill(Closed);
        else
            sequence.CopyTo(written);
        Count += instants.Length;
    }

    /// <summary>Adds one sample.</summary>
    public void Add(long instant, double value, byte quality, long sequence = Closed) =>
        Add([instant], [value], [quality], [sequence]);

    /// <summary>
    /// Puts them in order of time, keeps of each instant the one written last, and drops those taken back. Costs one pass where
    /// they are in order already, as closed days are.
    /// </summary>
    public void Tidy()
    {
        if (!IsAscending())
            Sort();
        if (Qualities.Contains(Quality.Deleted))
            DropDeleted();
    }

    /// <summary>Forgets all after the first so many.</summary>
    public void Truncate(int count) => Count = Math.Min(Count, count);

    bool IsAscending()
    {
        var instants = Instants;
        for (var i = 1; i < instants.Length; i++)
        {
            if (instants[i] <= instants[i - 1])
                return false;
        }

        return true;
    }

    void Sort()
    {
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var (values, qualities) = (_values.AsSpan(0, Count).ToArray(), _qualities.AsSpan(0, Count).ToArray());
        _instants.AsSpan(0, Count).Sort(order.AsSpan());
        var kept = 0;
        for (var i = 0; i < order.Length;)
        {
            // equal instants lie together; the sort is not stable, so places decide where sequence numbers do not
            var (instant, last) = (_instants[i], order[i]);
            for (i++; i < order.Length && _instants[i] == instant; i++)
                last = IsLater(order[i], last) ? order[i] : last;
            (_instants[kept], _values[kept], _qualities[kept]) = (instant, values[last], qualities[last]);
            kept++;
        }

        Count = kept;
    }

    bool IsLater(int a, int b) => (_sequence[a], a).CompareTo((_sequence[b], b)) > 0;

    void DropDeleted()
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_qualities[i] == Quality.Deleted)
                continue;
            (_instants[kept], _values[kept], _qualities[kept]) = (_instants[i], _values[i], _qualities[i]);
            kept++;
        }

        Count = kept;
    }

    void Reserve(int size)
    {
        if (size <= _instants.Length)
            return;
        size = Math.Max(size, Math.Max(2_048, _instants.Length * 2));
        Array.Resize(ref _instants, size);
        Array.Resize(ref _values, size);
        Array.Resize(ref _qualities, size);
        Array.Resize(ref _sequence, size);
    }
}
