using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Werkstrom.Store.Ingest;

/// <summary>
/// Samples as they lie in the log: 32 bytes of header, then a column each. Little-endian.
/// <code>
///  0 u32 magic "WLG1"   4 u32 CRC-32C of everything from byte 8   8 u32 length in all   12 u32 count
/// 16 i64 position of the first sample                            24 i64 zero
/// 32 count * i64 instants, count * f64 values, count * i32 signals (padded to 8), count * u8 qualities (padded to 8)
/// </code>
/// </summary>
sealed class LogFrame
{
    public const int HeaderSize = 32;
    const uint Magic = 0x31474C57;

    byte[] _buffer = [];

    LogFrame()
    {
    }

    /// <summary>Position of the first sample: how many samples the log had taken before it.</summary>
    public long Position { get; private set; }

    public int Count { get; private set; }

    /// <summary>Position after the last sample.</summary>
    public long End => Position + Count;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    public Span<long> Instants => MemoryMarshal.Cast<byte, long>(_buffer.AsSpan(HeaderSize, Count * 8));

    public Span<double> Values => MemoryMarshal.Cast<byte, double>(_buffer.AsSpan(HeaderSize + (Count * 8), Count * 8));

    public Span<int> Signals => MemoryMarshal.Cast<byte, int>(_buffer.AsSpan(HeaderSize + (Count * 16), Count * 4));

    public Span<byte> Qualities => _buffer.AsSpan(HeaderSize + (Count * 16) + Pad(Count * 4), Count);

    /// <summary>The earliest instant in it, microseconds since 1970; known after <see cref="Seal"/>.</summary>
    public long Earliest { get; private set; } = long.MinValue;

    /// <summary>Size of a frame of so many samples.</summary>
    public static int SizeOf(int count) => HeaderSize + (count * 16) + Pad(count * 4) + Pad(count);

    /// <summary>A frame for so many samples, to be filled by column and sealed.</summary>
    public static LogFrame Rent(long position, int count)
    {
        var length = SizeOf(count);
        return new LogFrame { _buffer = ArrayPool<byte>.Shared.Rent(length), Position = position, Count = count, Length = length };
    }

    /// <summary>Copies a batch to its place.</summary>
    public void Put(int at, SampleBatch batch)
    {
        batch.Instants.CopyTo(Instants[at..]);
        batch.Values.CopyTo(Values[at..]);
        batch.Signals.CopyTo(Signals[at..]);
        batch.Qualities.CopyTo(Qualities[at..]);
    }

    /// <summary>Writes the header when all columns are filled.</summary>
    public void Seal()
    {
        var signalsEnd = HeaderSize + (Count * 20);
        _buffer.AsSpan(signalsEnd, Pad(Count * 4) - (Count * 4)).Clear();
        _buffer.AsSpan(Length - Pad(Count) + Count, Pad(Count) - Count).Clear();
        var words = MemoryMarshal.Cast<byte, uint>(_buffer.AsSpan(0, 16));
        (words[0], words[2], words[3]) = (Magic, (uint)Length, (uint)Count);
        var longs = MemoryMarshal.Cast<byte, long>(_buffer.AsSpan(16, 16));
        (longs[0], longs[1]) = (Position, 0);
        words[1] = Crc(_buffer.AsSpan(8, Length - 8));
        Earliest = EarliestOf(Instants);
    }

    /// <summary>Reads the frame that begins at the first byte, or null when there is no whole and undamaged one.</summary>
    public static LogFrame? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize)
            return null;
        var words = MemoryMarshal.Cast<byte, uint>(bytes[..16]);
        var (length, count) = (words[2], words[3]);
        if (words[0] != Magic || count is 0 or > 100_000_000 || length != SizeOf((int)count) || length > bytes.Length)
            return null;
        if (Crc(bytes[8..(int)length]) != words[1])
            return null;
        var frame = Rent(MemoryMarshal.Read<long>(bytes[16..]), (int)count);
        bytes[..(int)length].CopyTo(frame._buffer);
        return frame;
    }

    /// <summary>Where the next magic number is at or after a byte, or -1.</summary>
    public static int FindMagic(ReadOnlySpan<byte> bytes) => bytes.IndexOf("WLG1"u8);

    /// <summary>Gives the memory back; the frame must not be used afterwards.</summary>
    public void Return()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    static int Pad(int bytes) => (bytes + 7) & ~7;

    static long EarliestOf(ReadOnlySpan<long> instants)
    {
        var earliest = long.MaxValue;
        foreach (var instant in instants)
            earliest = Math.Min(earliest, instant);
        return earliest;
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
            crc = BitOperations.Crc32C(crc, word);
        return ~crc;
    }
}
