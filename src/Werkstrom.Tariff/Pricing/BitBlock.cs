using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Werkstrom.Tariff.Pricing;

/// <summary>
/// 512 numbers of 16 bits in as many bits each as the largest needs, 32 side by side: number 32·i + lane is the i-th of its lane, whose bits follow each
/// other through words 64 bytes apart. So a vector unpacks 32 numbers at once, and a machine without vectors reads the same bytes.
/// </summary>
static class BitBlock
{
    public const int Count = 512;

    const int Lanes = 32;
    const int Each = Count / Lanes;

    /// <summary>Bits that a number needs.</summary>
    public static int Width(ReadOnlySpan<ushort> numbers)
    {
        var all = 0;
        foreach (var number in numbers)
            all |= number;
        return 32 - int.LeadingZeroCount(all);
    }

    /// <summary>64-byte words × width, as 16-bit numbers: what a block needs.</summary>
    public static int Packed(int width) => Lanes * width;

    public static void Pack(ReadOnlySpan<ushort> numbers, int width, Span<ushort> to)
    {
        to = to[..Packed(width)];
        to.Clear();
        for (var i = 0; i < Each && width > 0; i++)
        {
            var (word, shift) = Math.DivRem(i * width, 16);
            for (var lane = 0; lane < Lanes; lane++)
            {
                var number = numbers[(i * Lanes) + lane];
                to[(word * Lanes) + lane] |= (ushort)(number << shift);
                if (shift + width > 16)
                    to[((word + 1) * Lanes) + lane] |= (ushort)(number >> (16 - shift));
            }
        }
    }

    public static void Unpack(ReadOnlySpan<ushort> packed, int width, Span<ushort> to)
    {
        ref var from = ref MemoryMarshal.GetReference(packed[..Packed(width)]);
        ref var target = ref MemoryMarshal.GetReference(to[..Count]);
        if (width == 0)
        {
            to[..Count].Clear();
            return;
        }

        var mask = Vector512.Create((ushort)((1 << width) - 1));
        for (var i = 0; i < Each; i++)
        {
            var (word, shift) = (i * width >> 4, i * width & 15);
            var bits = Vector512.LoadUnsafe(ref from, (nuint)(word * Lanes)) >>> shift;
            if (shift + width > 16)
                bits |= Vector512.LoadUnsafe(ref from, (nuint)((word + 1) * Lanes)) << (16 - shift);
            (bits & mask).StoreUnsafe(ref target, (nuint)(i * Lanes));
        }
    }
}
