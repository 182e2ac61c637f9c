using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Werkstrom.Mqtt.Journal;

/// <summary>
/// Writes records: 4 bytes length of the body, 4 bytes CRC-32C of the body, the body: 1 byte <see cref="Record"/> and its fields.
/// Little-endian.
/// </summary>
sealed class RecordWriter
{
    public const int HeaderSize = 8;

    byte[] _bytes = new byte[4096];
    int _start;

    /// <summary>Bytes of all records.</summary>
    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public static uint Crc(ReadOnlySpan<byte> body)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(body);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (var one in body[(words.Length * 8)..])
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }

    public RecordWriter Begin(Record type)
    {
        _start = Length;
        Room(HeaderSize);
        Length += HeaderSize;
        return Byte((byte)type);
    }

    public void End()
    {
        var body = _bytes.AsSpan((_start + HeaderSize)..Length);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_start), body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_start + 4), Crc(body));
    }

    public RecordWriter Byte(byte value)
    {
        Room(1);
        _bytes[Length++] = value;
        return this;
    }

    public RecordWriter Int(uint value)
    {
        Room(4);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(Length), value);
        Length += 4;
        return this;
    }

    public RecordWriter Long(long value)
    {
        Room(8);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(Length), value);
        Length += 8;
        return this;
    }

    public RecordWriter Bytes(ReadOnlySpan<byte> value)
    {
        Int((uint)value.Length);
        Room(value.Length);
        value.CopyTo(_bytes.AsSpan(Length));
        Length += value.Length;
        return this;
    }

    public RecordWriter Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > 1 << 20)
            _bytes = new byte[4096];
    }

    void Room(int bytes)
    {
        if (Length + bytes > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
    }
}
