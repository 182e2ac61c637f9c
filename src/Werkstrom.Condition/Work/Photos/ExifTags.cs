using System.Buffers.Binary;

namespace Werkstrom.Condition.Work.Photos;

/// <summary>The two tags of Exif (a TIFF directory, CIPA DC-008) that matter here: which way is up, and where the place stands.</summary>
static class ExifTags
{
    const int OrientationTag = 0x0112;
    const int GpsTag = 0x8825;
    const int EntrySize = 12;

    const int OrientationLength = 36;

    /// <summary>1 (as it is) to 8; null when nothing says it.</summary>
    public static int? Orientation(ReadOnlySpan<byte> tiff)
    {
        if (Entry(tiff, OrientationTag) is not { } at)
            return null;
        var value = Small(tiff[(at + 8)..], IsLittle(tiff));
        return value is >= 1 and <= 8 ? value : null;
    }

    /// <summary>An APP1 of a JPEG that says nothing but which way is up.</summary>
    public static byte[] OnlyOrientation(int orientation) =>
    [
        0xFF, 0xE1, 0, OrientationLength - 2, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Overwrites the directory of the place, and the values that it points at, with zeros.</summary>
    public static void ForgetPlace(Span<byte> tiff)
    {
        if (Entry(tiff, GpsTag) is not { } at)
            return;
        var isLittle = IsLittle(tiff);
        var gps = (int)Math.Min(Large(tiff[(at + 8)..], isLittle), int.MaxValue);
        tiff.Slice(at, EntrySize).Clear();
        if (gps < 8 || gps + 2 > tiff.Length)
            return;
        var count = Small(tiff[gps..], isLittle);
        for (var i = 0; i < count && gps + 2 + ((i + 1) * EntrySize) <= tiff.Length; i++)
        {
            var entry = tiff.Slice(gps + 2 + (i * EntrySize), EntrySize);
            var size = (long)Size(Small(entry[2..], isLittle)) * Large(entry[4..], isLittle);
            var place = Large(entry[8..], isLittle);
            if (size > 4 && place + size <= tiff.Length)
                tiff.Slice((int)place, (int)size).Clear();
            entry.Clear();
        }
    }

    // 1 byte, 2 text, 3 short, 4 long, 5 rational, 7 undefined, 9 signed long, 10 signed rational
    static int Size(int type) => type switch { 3 => 2, 4 or 9 => 4, 5 or 10 => 8, _ => 1 };

    static int? Entry(ReadOnlySpan<byte> tiff, int tag)
    {
        if (tiff.Length < 14 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
            return null;
        var isLittle = IsLittle(tiff);
        var at = Large(tiff[4..], isLittle);
        if (at + 2 > tiff.Length)
            return null;
        var count = Small(tiff[(int)at..], isLittle);
        for (var i = 0; i < count; i++)
        {
            var entry = at + 2 + (i * EntrySize);
            if (entry + EntrySize > tiff.Length)
                return null;
            if (Small(tiff[(int)entry..], isLittle) == tag)
                return (int)entry;
        }

        return null;
    }

    static bool IsLittle(ReadOnlySpan<byte> tiff) => tiff[0] == 'I';

    static int Small(ReadOnlySpan<byte> at, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    static long Large(ReadOnlySpan<byte> at, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
}
