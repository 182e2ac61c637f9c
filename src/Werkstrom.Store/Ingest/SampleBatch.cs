namespace Werkstrom.Store.Ingest;

/// <summary>
/// Samples on their way to disk, a column each, because log and DuckDB both copy columns. Not thread-safe; it belongs to the
/// sink from <see cref="ISampleSink.WriteAsync"/> until that completes.
/// </summary>
public sealed class SampleBatch(int capacity = 1024)
{
    int[] _signals = new int[capacity];
    long[] _instants = new long[capacity];
    double[] _values = new double[capacity];
    byte[] _qualities = new byte[capacity];

    /// <summary>How many samples are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Signal numbers.</summary>
    public ReadOnlySpan<int> Signals => _signals.AsSpan(0, Count);

    /// <summary>Instants, microseconds since 1970, UTC.</summary>
    public ReadOnlySpan<long> Instants => _instants.AsSpan(0, Count);

    /// <summary>Values, finite, in the signal's stored unit.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>Qualities, see <see cref="Quality"/>.</summary>
    public ReadOnlySpan<byte> Qualities => _qualities.AsSpan(0, Count);

    /// <summary>Adds one sample.</summary>
    /// <param name="signal">Number of the signal.</param>
    /// <param name="instant">Microseconds since 1970, UTC.</param>
    /// <param name="value">Finite, in the signal's stored unit.</param>
    /// <param name="quality">See <see cref="Quality"/>.</param>
    public void Add(int signal, long instant, double value, byte quality = Quality.Good)
    {
        if (Count == _signals.Length)
            Grow();
        _signals[Count] = signal;
        _instants[Count] = instant;
        _values[Count] = value;
        _qualities[Count] = quality;
        Count++;
    }

    /// <summary>Empties it for reuse.</summary>
    public void Clear() => Count = 0;

    void Grow()
    {
        var size = Math.Max(1024, Count * 2);
        Array.Resize(ref _signals, size);
        Array.Resize(ref _instants, size);
        Array.Resize(ref _values, size);
        Array.Resize(ref _qualities, size);
    }
}

/// <summary>Quality of a sample, the OPC DA byte: 192 and above good, 64 to 191 uncertain, below 64 bad.</summary>
/// <remarks>Source: OPC Data Access 3.00, section 6.8 "OPC Quality flags".</remarks>
public static class Quality
{
    /// <summary>Good, not specific.</summary>
    public const byte Good = 192;

    /// <summary>Uncertain, not specific.</summary>
    public const byte Uncertain = 64;

    /// <summary>Bad, not specific.</summary>
    public const byte Bad = 0;

    /// <summary>Not a quality but a mark: the sample of this signal and instant is taken back. Never returned by a query.</summary>
    public const byte Deleted = 255;
}
