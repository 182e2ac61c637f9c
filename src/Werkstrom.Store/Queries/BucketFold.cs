namespace Werkstrom.Store.Queries;

/// <summary>
/// Puts samples and hourly figures, in order of time, into buckets. A piece of more than one sample must lie inside one bucket.
/// What a counter gained between two samples counts in the bucket of the later one; a held value counts where it holds.
/// </summary>
/// <param name="edges">See <see cref="BucketEdges"/>.</param>
/// <param name="hold">The hold limit, microseconds.</param>
/// <param name="from">The start of the span: what held before it does not count.</param>
/// <param name="until">The end of the span, or now: no value holds past it.</param>
/// <param name="pieces">How many samples and hours come at most; 0 where that is not known.</param>
sealed class BucketFold(long[] edges, long hold, long from, long until, int pieces = 0) : IFold
{
    readonly List<Bucket> _done = new(Math.Min(edges.Length - 1, pieces));
    Figures _in;
    int _bucket = -1;
    (long At, double Value)? _carried;

    /// <summary>Tells the last sample before the span: its value holds into the first bucket.</summary>
    public void Carry(long instant, double value) => _carried = (instant, value);

    /// <summary>Takes in one sample.</summary>
    public void Add(long instant, double value)
    {
        if (_bucket < 0 || instant >= edges[_bucket + 1])
            Move(instant);
        _in.Add(instant, value, hold);
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<long> instants, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < instants.Length; i++)
            Add(instants[i], values[i]);
    }

    /// <summary>Takes in figures of several samples.</summary>
    public void Add(in Figures piece)
    {
        if (piece.Count == 0)
            return;
        if (_bucket < 0 || piece.FirstAt >= edges[_bucket + 1])
            Move(piece.FirstAt);
        _in.Join(piece, hold);
    }

    /// <summary>Ends the last bucket and gives all that hold samples, in shown units.</summary>
    public IReadOnlyList<Bucket> End(Scale scale, bool isCounter)
    {
        Close();
        for (var i = 0; i < _done.Count; i++)
            _done[i] = scale.Show(_done[i], isCounter);
        return _done;
    }

    void Move(long instant)
    {
        Close();
        do
            _bucket++;
        while (instant >= edges[_bucket + 1]);
    }

    void Close()
    {
        if (_in.Count == 0)
            return;
        var (start, end) = (Math.Max(edges[_bucket], from), Math.Min(edges[_bucket + 1], until));
        if (_carried is { } carried)
        {
            var held = Math.Max(0, Figures.HeldFor(carried.At, _in.FirstAt, hold) - (start - carried.At));
            _in.Held += held;
            _in.Integral += carried.Value * held;
            _in.Increase += Figures.Gain(carried.Value, _in.First);
        }

        var rest = Math.Max(0, Figures.HeldFor(_in.LastAt, end, hold));
        double? weighted = _in.Held + rest > 0 ? (_in.Integral + (_in.Last * rest)) / (_in.Held + rest) : null;
        var mean = _in.Sum / _in.Count;
        _done.Add(new(
            edges[_bucket], _in.Count, _in.Min, _in.Max, mean, _in.Sum, _in.First, _in.Last, weighted, _in.Increase));
        _carried = (_in.LastAt, _in.Last);
        _in = default;
    }
}
