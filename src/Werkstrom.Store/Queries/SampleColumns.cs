using Werkstrom.Store.Ingest;

namespace Werkstrom.Store.Queries;

/// <summary>Samples of one signal while they are read, a column each. What is added later was written later.</summary>
sealed class SampleColumns
{
    long[] _instants = [];
    double[] _values = [];
    byte[] _qualities = [];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Instants => _instants.AsSpan(0, Count);

    public Span<double> Values => _values.AsSpan(0, Count);

    public ReadOnlySpan<byte> Qualities => _qualities.AsSpan(0, Count);

    /// <summary>Adds samples, in any order of time.</summary>
    public void Add(ReadOnlySpan<long> instants, ReadOnlySpan<double> values, ReadOnlySpan<byte> qualities)
    {
        Reserve(Count + instants.Length);
        instants.CopyTo(_instants.AsSpan(Count));
        values.CopyTo(_values.AsSpan(Count));
        qualities.CopyTo(_qualities.AsSpan(Count));
        Count += instants.Length;
    }

    /// <summary>Adds one sample.</summary>
    public void Add(long instant, double value, byte quality) => Add([instant], [value], [quality]);

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
            // equal instants lie together; the sort is not stable, so the last written is the one with the greatest place
            var (instant, last) = (_instants[i], order[i]);
            for (i++; i < order.Length && _instants[i] == instant; i++)
                last = Math.Max(last, order[i]);
            (_instants[kept], _values[kept], _qualities[kept]) = (instant, values[last], qualities[last]);
            kept++;
        }

        Count = kept;
    }

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
    }
}
