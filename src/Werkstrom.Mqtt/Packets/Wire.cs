using System.Buffers.Binary;

namespace Werkstrom.Mqtt.Packets;

/// <summary>Writes fields into a span that is long enough.</summary>
ref struct Wire(Span<byte> span)
{
    readonly Span<byte> _span = span;

    /// <summary>Bytes written.</summary>
    public int At { get; private set; }

    /// <summary>Bytes that a variable byte integer takes.</summary>
    public static int SizeOf(uint value) => value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : 4;

    public void Byte(byte value) => _span[At++] = value;

    public void Short(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_span[At..], (ushort)value);
        At += 2;
    }

    public void Int(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_span[At..], value);
        At += 4;
    }

    public void VarInt(uint value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_span[At..]);
        At += bytes.Length;
    }

    /// <summary>A string or binary data: the length in two bytes, then the bytes.</summary>
    public void Field(ReadOnlySpan<byte> bytes)
    {
        Short(bytes.Length);
        Raw(bytes);
    }
}
