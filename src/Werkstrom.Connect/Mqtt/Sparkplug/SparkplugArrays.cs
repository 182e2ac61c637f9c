using System.Buffers.Binary;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>Lists of plain values: packed, little-endian; booleans as bits behind their number, texts with a zero behind each.</summary>
static class SparkplugArrays
{
    const int CountSize = 4;

    /// <summary>Reads a list.</summary>
    public static void Read(in SparkplugTarget target, string name, SparkplugType type, ReadOnlyMemory<byte> bytes, Readings into)
    {
        if (type == SparkplugType.StringArray)
            ReadTexts(target, name, bytes.Span, into);
        else if (type == SparkplugType.BooleanArray)
            ReadFlags(target, name, bytes.Span, into);
        else
            ReadNumbers(target, name, type, bytes.Span, into);
    }

    static void ReadNumbers(in SparkplugTarget target, string name, SparkplugType type, ReadOnlySpan<byte> bytes, Readings into)
    {
        var (size, element) = Element(type);
        if (bytes.Length % size != 0 || bytes.Length / size > SparkplugValues.MostElements)
        {
            Refuse(name, type, bytes.Length, into);
            return;
        }

        for (var at = 0; at < bytes.Length / size; at++)
        {
            var one = bytes.Slice(at * size, size);
            if (type == SparkplugType.FloatArray)
                SparkplugValues.Add(target, $"{name}/{at}", BinaryPrimitives.ReadSingleLittleEndian(one), isState: false, into);
            else if (type == SparkplugType.DoubleArray)
                SparkplugValues.Add(target, $"{name}/{at}", BinaryPrimitives.ReadDoubleLittleEndian(one), isState: false, into);
            else
                SparkplugValues.AddInteger(target, $"{name}/{at}", element, Bits(one), into);
        }
    }

    static void ReadFlags(in SparkplugTarget target, string name, ReadOnlySpan<byte> bytes, Readings into)
    {
        var count = bytes.Length < CountSize ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (count > SparkplugValues.MostElements || (count + 7) / 8 != bytes.Length - CountSize)
        {
            Refuse(name, SparkplugType.BooleanArray, bytes.Length, into);
            return;
        }

        for (var at = 0; at < count; at++)
            SparkplugValues.Add(target, $"{name}/{at}", (bytes[CountSize + (at / 8)] >> (7 - (at % 8))) & 1, isState: true, into);
    }

    static void ReadTexts(in SparkplugTarget target, string name, ReadOnlySpan<byte> bytes, Readings into)
    {
        if (bytes is not [.., 0] || bytes.Count((byte)0) > SparkplugValues.MostElements)
        {
            Refuse(name, SparkplugType.StringArray, bytes.Length, into);
            return;
        }

        for (var at = 0; !bytes.IsEmpty; at++)
        {
            var end = bytes.IndexOf((byte)0);
            if (end > 0) // an empty text is no state
                SparkplugValues.AddText(target, $"{name}/{at}", bytes[..end], into);
            bytes = bytes[(end + 1)..];
        }
    }

    static void Refuse(string name, SparkplugType type, int length, Readings into) =>
        into.Refuse(name, Reason.Of(Reasons.Syntax, "sparkplug.array", $"{length}", SparkplugValues.Word(type), $"{SparkplugValues.MostElements}"));

    static ulong Bits(ReadOnlySpan<byte> one)
    {
        ulong bits = 0;
        for (var at = one.Length - 1; at >= 0; at--)
            bits = (bits << 8) | one[at];
        return bits;
    }

    static (int Size, SparkplugType Element) Element(SparkplugType type) => type switch
    {
        SparkplugType.Int8Array => (1, SparkplugType.Int8),
        SparkplugType.Int16Array => (2, SparkplugType.Int16),
        SparkplugType.Int32Array => (4, SparkplugType.Int32),
        SparkplugType.Int64Array => (8, SparkplugType.Int64),
        SparkplugType.UInt8Array => (1, SparkplugType.UInt8),
        SparkplugType.UInt16Array => (2, SparkplugType.UInt16),
        SparkplugType.UInt32Array => (4, SparkplugType.UInt32),
        SparkplugType.FloatArray => (4, SparkplugType.Float),
        SparkplugType.DoubleArray => (8, SparkplugType.Double),
        _ => (8, SparkplugType.UInt64), // UInt64Array, DateTimeArray
    };
}
