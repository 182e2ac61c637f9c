using System.Buffers.Binary;

namespace Werkstrom.Condition.Work.Photos;

/// <summary>
/// Cuts out of a photo what says where and by whom it was taken: of JPEG all but the picture, its colours and which way is up (APP1, comments, and
/// whatever stands behind the end go), of PNG and WebP the parts with Exif, XMP and texts. In HEIC, whose parts point at each other by place, the
/// place is overwritten with zeros.
/// </summary>
static class PhotoCleaner
{
    /// <summary>The bytes to keep; null when they cannot be read as what they begin as.</summary>
    public static byte[]? Clean(PhotoKind kind, byte[] bytes)
    {
        try
        {
            return kind == PhotoKind.Jpeg ? Jpeg(bytes) : kind == PhotoKind.Png ? Png(bytes) : kind == PhotoKind.WebP ? WebP(bytes) : Heic(bytes);
        }
        catch (Exception broken) when (broken is ArgumentException or IndexOutOfRangeException)
        {
            return null; // cut off in the middle of a part
        }
    }

    static byte[]? Jpeg(byte[] bytes)
    {
        using MemoryStream kept = new();
        var (hasFrame, hasScan) = (false, false);
        kept.Write(bytes, 0, 2);
        if (Orientation(bytes) is { } up and not 1)
            kept.Write(ExifTags.OnlyOrientation(up));
        for (var at = 2; at + 4 <= bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++; // fill byte
                continue;
            }

            if (marker == 0xD9)
                break;
            hasFrame |= marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            hasScan |= marker == 0xDA;
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            var end = marker == 0xDA ? EndOfScan(bytes, at + length) : at + length;
            if (IsKept(marker, bytes.AsSpan(at + 4)))
                kept.Write(bytes.AsSpan(at, end - at));
            at = end;
        }

        kept.Write([0xFF, 0xD9]);
        return hasFrame && hasScan ? kept.ToArray() : null;
    }

    // JFIF, colour profile and Adobe's colour transform make the picture what it is; all other APPn and comments do not
    static bool IsKept(byte marker, ReadOnlySpan<byte> data) => marker switch
    {
        0xE0 or 0xEE => true,
        0xE2 => data.StartsWith("ICC_PROFILE"u8),
        >= 0xE1 and <= 0xEF or 0xFE => false,
        _ => true,
    };

    static int EndOfScan(byte[] bytes, int at)
    {
        while (at + 1 < bytes.Length && !(bytes[at] == 0xFF && bytes[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7))))
            at++;
        return at + 1 < bytes.Length ? at : bytes.Length;
    }

    static int? Orientation(byte[] bytes)
    {
        for (var at = 2; at + 10 <= bytes.Length && bytes[at] == 0xFF && bytes[at + 1] is not (0xDA or 0xD9);)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            if (bytes[at + 1] == 0xE1 && bytes.AsSpan(at + 4).StartsWith("Exif\0\0"u8))
                return ExifTags.Orientation(bytes.AsSpan(at + 10, length - 8));
            at += 2 + length;
        }

        return null;
    }

    static byte[]? Png(byte[] bytes)
    {
        using MemoryStream kept = new();
        kept.Write(bytes, 0, 8);
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            var part = bytes.AsSpan(at, 12 + length);
            var name = part.Slice(4, 4);
            if (!name.SequenceEqual("eXIf"u8) && !name.SequenceEqual("tEXt"u8) && !name.SequenceEqual("iTXt"u8) && !name.SequenceEqual("zTXt"u8))
                kept.Write(part);
            if (name.SequenceEqual("IEND"u8))
                return kept.ToArray();
            at += part.Length;
        }

        return null;
    }

    static byte[]? WebP(byte[] bytes)
    {
        using MemoryStream kept = new();
        kept.Write(bytes, 0, 12);
        var end = Math.Min(bytes.Length, 8L + BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)));
        for (var at = 12; at + 8 <= end;)
        {
            var length = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4)));
            var part = bytes.AsSpan(at, Math.Min(8 + length + (length & 1), bytes.Length - at));
            var name = part[..4];
            if (name.SequenceEqual("VP8X"u8))
                part[8] &= 0b1111_0011; // says whether Exif and XMP follow
            if (!name.SequenceEqual("EXIF"u8) && !name.SequenceEqual("XMP "u8))
                kept.Write(part);
            at += part.Length;
        }

        var clean = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(clean.AsSpan(4), (uint)clean.Length - 8);
        return clean.Length > 20 ? clean : null;
    }

    static byte[] Heic(byte[] bytes)
    {
        for (var at = 0; bytes.AsSpan(at).IndexOf("Exif\0\0"u8) is >= 0 and var found; at += found + 6)
            ExifTags.ForgetPlace(bytes.AsSpan(at + found + 6));
        return bytes;
    }
}
