using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Werkstrom.Tariff.Pricing;

/// <summary>
/// A customer's quarter-hours as bytes, small and checked: blocks of 512, each in as many bits as its largest number needs.
/// <code>
/// 4 bytes  CRC-32C of all that follows
/// 4 bytes  quarter-hours
/// 1 byte   for each block: bits of a number, 0 to 16
/// …        zeros up to a multiple of 64, then the blocks: 64 bytes × bits each, the last filled up with zeros
/// </code>
/// All numbers little-endian. A home takes about 1.3 bytes a quarter-hour.
/// </summary>
public static class StoredLoads
{
    const int Head = 8;
    const int MaxCount = 1 << 24;

    /// <summary>Room that the numbers of a customer take when they are read: a multiple of 512.</summary>
    /// <param name="count">Quarter-hours, 1 to 16,777,216.</param>
    public static int Room(int count) => Blocks(count) * BitBlock.Count;

    /// <summary>Writes the quarter-hours of a customer.</summary>
    /// <param name="loads">Wh, 1 to 16,777,216 of them.</param>
    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public static byte[] Write(ReadOnlySpan<ushort> loads)
    {
        if (loads.Length is 0 or > MaxCount)
            throw new ArgumentException(FormattableString.Invariant($"1 to {MaxCount} quarter-hours, not {loads.Length}."), nameof(loads));
        var blocks = Blocks(loads.Length);
        var padded = new ushort[blocks * BitBlock.Count];
        loads.CopyTo(padded);
        var widths = new byte[blocks];
        for (var i = 0; i < blocks; i++)
            widths[i] = (byte)BitBlock.Width(padded.AsSpan(i * BitBlock.Count, BitBlock.Count));
        var bytes = new byte[Length(widths)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), loads.Length);
        widths.CopyTo(bytes, Head);
        var to = Words(bytes.AsSpan(Start(blocks)));
        for (var i = 0; i < blocks; i++)
        {
            BitBlock.Pack(padded.AsSpan(i * BitBlock.Count, BitBlock.Count), widths[i], to);
            to = to[BitBlock.Packed(widths[i])..];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Sum(bytes.AsSpan(4)));
        return bytes;
    }

    /// <summary>Reads the quarter-hours of a customer.</summary>
    /// <param name="bytes">As written; nothing before or after.</param>
    /// <param name="to">At least <see cref="Room"/> numbers; those behind the last quarter-hour become 0.</param>
    /// <returns>How many quarter-hours there are.</returns>
    /// <exception cref="InvalidDataException">They are not what was written: cut off, or changed since.</exception>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public static int Read(ReadOnlySpan<byte> bytes, Span<ushort> to)
    {
        if (bytes.Length < Head || BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) is not (> 0 and <= MaxCount and var count))
            throw new InvalidDataException(FormattableString.Invariant($"These {bytes.Length} bytes are no stored quarter-hours: they have no head."));
        var blocks = Blocks(count);
        if (bytes.Length < Head + blocks || bytes.Slice(Head, blocks) is var widths && (widths.ContainsAnyExceptInRange((byte)0, (byte)16) || bytes.Length != Length(widths)))
            throw new InvalidDataException(FormattableString.Invariant($"The {bytes.Length} bytes of {count} stored quarter-hours are cut off or too many."));
        if (Sum(bytes[4..]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes))
            throw new InvalidDataException(FormattableString.Invariant($"The checksum of {count} stored quarter-hours differs: they were changed since they were written."));
        if (to.Length < Room(count))
            throw new ArgumentException(FormattableString.Invariant($"{count} quarter-hours need room for {Room(count)}, not {to.Length}."), nameof(to));
        var from = Words(bytes[Start(blocks)..]);
        for (var i = 0; i < blocks; i++)
        {
            BitBlock.Unpack(from, widths[i], to[(i * BitBlock.Count)..]);
            from = from[BitBlock.Packed(widths[i])..];
        }

        return count;
    }

    static int Blocks(int count) => (count + BitBlock.Count - 1) / BitBlock.Count;

    static int Start(int blocks) => (Head + blocks + 63) / 64 * 64;

    static int Length(ReadOnlySpan<byte> widths)
    {
        var length = Start(widths.Length);
        foreach (var width in widths)
            length += BitBlock.Packed(width) * sizeof(ushort);
        return length;
    }

    // as they lie in memory: the program is built for little-endian machines only
    static Span<ushort> Words(Span<byte> bytes) => MemoryMarshal.Cast<byte, ushort>(bytes);

    static ReadOnlySpan<ushort> Words(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, ushort>(bytes);

    /// <summary>CRC-32C (Castagnoli, RFC 3720), in hardware where there is some.</summary>
    public static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        var whole = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in whole)
            sum = BitOperations.Crc32C(sum, word);
        foreach (var one in bytes[(whole.Length * sizeof(ulong))..])
            sum = BitOperations.Crc32C(sum, one);
        return ~sum;
    }
}
