using System.Buffers.Binary;
using System.Text;

namespace Werkstrom.Mqtt.Journal;

/// <summary>Reads the fields of one record.</summary>
ref struct RecordReader(ReadOnlySpan<byte> body)
{
    ReadOnlySpan<byte> _rest = body;

    /// <summary>The body of the record at the beginning of some bytes; false when there is no whole and undamaged one.</summary>
    public static bool TryNext(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (bytes.Length <= RecordWriter.HeaderSize)
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length <= 0 || length > bytes.Length - RecordWriter.HeaderSize)
            return false;
        body = bytes.Slice(RecordWriter.HeaderSize, length);
        return RecordWriter.Crc(body) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
    }

    public byte Byte() => Take(1)[0];

    public uint Int() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ReadOnlySpan<byte> Bytes() => Take((int)Int());

    public string Text() => Encoding.UTF8.GetString(Bytes());

    ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
