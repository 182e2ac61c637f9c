using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>
/// The quick way for lines of known series: no string, no allocation, no wait. A line that is anything but plain and known
/// is held for <see cref="LineResolver"/>, which reads it thoroughly and knows all reasons.
/// </summary>
sealed class LineDecoder(SeriesCache cache, SignalCatalog catalog, RecentBook recent)
{
    readonly HashSet<SeriesEntry> _heldSeries = [];
    SeriesField[] _fields = new SeriesField[16];
    double[] _values = new double[16];
    SeriesEntry? _previous;
    Reach? _reach;
    long _generation;
    long _version;

    /// <summary>The samples of the lines that were read.</summary>
    public SampleBatch Batch { get; } = new(8_192);

    /// <summary>The lines that were not, in order.</summary>
    public List<HeldLine> Held { get; } = [];

    /// <summary>Lines seen, empty ones and comments too: the number of the line in the request.</summary>
    public long Lines { get; set; }

    public long Late { get; set; }

    /// <summary>True when signals were made or changed since the block began.</summary>
    public bool IsCatalogChanged => catalog.Version != _version;

    /// <summary>The signals of <see cref="Batch"/>.</summary>
    public Repeats Repeats { get; } = new();

    /// <summary>Reads whole lines; the last may lack its newline.</summary>
    public void Decode(ReadOnlySpan<byte> block, in LineTimes times)
    {
        BeginBlock();
        for (var start = 0; start < block.Length;)
        {
            var length = block[start..].IndexOf((byte)'\n');
            if (length < 0)
                length = block.Length - start;
            var line = Trim(block.Slice(start, length));
            Lines++;
            if (!TryLine(line, times) && !IsBlank(line))
                Held.Add(new(start, line.Length, Lines));
            start += length + 1;
        }
    }

    /// <summary>Forgets what belongs to one request, and takes the bound of the next one; null for none.</summary>
    public void Reset(Reach? reach)
    {
        _reach = reach;
        Batch.Clear();
        Repeats.Clear();
        Held.Clear();
        _previous = null;
        (Lines, Late) = (0, 0);
    }

    /// <summary>Adds a sample and counts what is to be counted about it.</summary>
    public void Add(SeriesField field, long micros, double value, in LineTimes times)
    {
        Batch.Add(field.Signal, micros, value);
        Repeats.Add(field.Recent);
        if (micros < times.LateBefore)
            Late++;
    }

    void BeginBlock()
    {
        Held.Clear();
        _heldSeries.Clear();
        _version = catalog.Version;
        if (_generation == cache.Generation)
            return;
        _generation = cache.Generation;
        _previous = null;
    }

    bool TryLine(ReadOnlySpan<byte> line, in LineTimes times)
    {
        if (line.Length > ConnectLimits.LongestLine || FindSeries(line) is not { } series)
            return false;
        series.Refresh(catalog, recent, _version);
        if (_heldSeries.Count > 0 && _heldSeries.Contains(series)) // its lines keep their order
            return false;
        if (TryFields(series, line[(series.Key.Length + 1)..], times))
            return true;
        _heldSeries.Add(series);
        return false;
    }

    SeriesEntry? FindSeries(ReadOnlySpan<byte> line)
    {
        if (_previous?.Next is { } guess && line.Length > guess.Key.Length && line[guess.Key.Length] == ' ' && line.StartsWith(guess.Key))
            return _previous = guess;
        var end = LineText.EndOfKey(line);
        if (end <= 0 || cache.Find(line[..end]) is not { } series)
            return null;
        if (_previous is { } previous)
            previous.Next = series;
        return _previous = series;
    }

    bool TryFields(SeriesEntry series, ReadOnlySpan<byte> rest, in LineTimes times)
    {
        var count = 0;
        while (true)
        {
            if (series.Field(count, rest) is not { } field || !TryValue(field, rest[field.Name.Length..], out var value, out var used))
                return false;
            if (_reach is not null && !field.IsWithin(_reach)) // the thorough way knows the words
                return false;
            if (count == _fields.Length)
                GrowFields();
            _fields[count] = field;
            _values[count++] = value;
            used += field.Name.Length;
            if (used == rest.Length)
                return TryAdd(count, times.Stamp, times);
            var after = rest[used];
            rest = rest[(used + 1)..];
            if (after == ' ')
                return TryTime(rest, times.Precision, out var micros) && TryAdd(count, micros, times);
            if (after != ',')
                return false;
        }
    }

    bool TryAdd(int count, long micros, in LineTimes times)
    {
        if (!times.IsPlain(micros))
            return false;
        for (var at = 0; at < count; at++)
            Add(_fields[at], micros, _values[at], times);
        return true;
    }

    static bool TryValue(SeriesField field, ReadOnlySpan<byte> text, out double value, out int used)
    {
        value = 0;
        used = 0;
        if (text.IsEmpty)
            return false;
        var letter = text[0];
        if (letter is <= (byte)'9' and not (byte)'"')
            return Numbers.TryFast(text, out value, out used);
        if (letter == '"')
        {
            var end = LineText.EndOfString(text);
            used = end + 1;
            return end > 0 && field.TryState(text[1..end], out value);
        }

        used = text.IndexOfAny((byte)',', (byte)' ');
        if (used < 0)
            used = text.Length;
        if (!Numbers.TryBoolean(text[..used], out var truth))
            return false;
        value = truth ? 1 : 0;
        return true;
    }

    static bool TryTime(ReadOnlySpan<byte> text, Precision precision, out long micros)
    {
        micros = 0;
        if (text.Length is 0 or > 19)
            return false;
        var value = 0L;
        foreach (var letter in text)
        {
            var digit = (uint)(letter - '0');
            if (digit > 9)
                return false;
            value = unchecked((value * 10) + digit);
        }

        micros = precision.ToMicros(value);
        return value >= 0; // 19 digits beyond 2^63 have wrapped around once
    }

    static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) =>
        !line.IsEmpty && line[^1] <= ' ' ? line.TrimEnd(" \r\t"u8) : line;

    static bool IsBlank(ReadOnlySpan<byte> line)
    {
        var start = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return start < 0 || line[start] == '#';
    }

    void GrowFields()
    {
        Array.Resize(ref _fields, _fields.Length * 2);
        Array.Resize(ref _values, _values.Length * 2);
    }
}

/// <summary>A line that waits for the thorough way.</summary>
/// <param name="Start">Where it starts in the block.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Number">Its number in the request, from 1.</param>
readonly record struct HeldLine(int Start, int Length, long Number);
