using Microsoft.Win32.SafeHandles;
using Werkstrom.Tariff.Pricing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Laboratory;

/// <summary>
/// The quarter-hours of many customers in one file, one after the other as <see cref="StoredLoads"/> writes them; where each ends is known. Any number of
/// threads may read at once. Each customer is checked whenever it is read.
/// </summary>
public sealed class LoadFile : IDisposable
{
    readonly SafeFileHandle _file;
    readonly long _start;
    readonly IReadOnlyList<long> _ends;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="start">The byte at which the first customer begins.</param>
    /// <param name="ends">The first byte after each customer.</param>
    /// <param name="range">The quarter-hours that each of them has.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public LoadFile(string path, long start, IReadOnlyList<long> ends, QuarterRange range)
    {
        (_start, _ends, Range) = (start, ends, range);
        _file = File.OpenHandle(path, options: FileOptions.RandomAccess);
    }

    /// <summary>The quarter-hours of each customer.</summary>
    public QuarterRange Range { get; }

    /// <summary>How many customers.</summary>
    public int Count => _ends.Count;

    /// <summary>Numbers that <see cref="Read"/> needs room for.</summary>
    /// <param name="customers">How many are read at once.</param>
    public int Room(int customers) => ((customers - 1) * Range.Count) + StoredLoads.Room(Range.Count);

    /// <summary>Reads customers that stand one after the other.</summary>
    /// <param name="first">The first, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Wh, all quarter-hours of a customer, then those of the next; at least <see cref="Room"/>.</param>
    /// <param name="bytes">Memory to work with; is made larger where it is too small.</param>
    /// <exception cref="InvalidDataException">A customer is damaged, or has other quarter-hours.</exception>
    public void Read(int first, int count, Span<ushort> to, ref byte[] bytes)
    {
        var from = first == 0 ? _start : _ends[first - 1];
        var length = checked((int)(_ends[first + count - 1] - from));
        if (bytes.Length < length)
            bytes = new byte[length];
        var read = bytes.AsSpan(0, length);
        for (var at = 0; at < length;)
        {
            var got = RandomAccess.Read(_file, read[at..], from + at);
            at += got > 0 ? got : throw new InvalidDataException(FormattableString.Invariant($"The file of loads ends at byte {from + at}: customer {first} of {Count} should be there."));
        }

        for (var i = 0; i < count; i++)
        {
            var begin = (int)((first + i == 0 ? _start : _ends[first + i - 1]) - from);
            var slots = StoredLoads.Read(read[begin..(int)(_ends[first + i] - from)], to[(i * Range.Count)..]);
            if (slots != Range.Count)
                throw new InvalidDataException(FormattableString.Invariant($"Customer {first + i} has {slots} quarter-hours, not {Range.Count}."));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
