using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Werkstrom.Tariff.Pricing;

/// <summary>32 numbers: AVX-512.</summary>
readonly struct Lanes512 : ILanes<Vector512<short>, Vector512<int>, Vector512<long>>
{
    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    public static int Count => Vector512<short>.Count;

    public static Vector512<short> Ones => Vector512<short>.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Load(ref short from, int at) => Vector512.LoadUnsafe(ref from, (nuint)at);

    public static Vector512<short> Or(Vector512<short> a, Vector512<short> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Pairs(Vector512<short> a, Vector512<short> b) => Avx512BW.MultiplyAddAdjacent(a, b);

    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Widen(Vector512<long> to, Vector512<int> add) => to + Vector512.WidenLower(add) + Vector512.WidenUpper(add);

    public static ushort Any(Vector512<short> bits) => Lanes256.Any(bits.GetLower() | bits.GetUpper());

    public static long Sum(Vector512<long> sums) => Vector512.Sum(sums);
}

/// <summary>16 numbers: AVX2.</summary>
readonly struct Lanes256 : ILanes<Vector256<short>, Vector256<int>, Vector256<long>>
{
    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => Vector256<short>.Count;

    public static Vector256<short> Ones => Vector256<short>.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(ref short from, int at) => Vector256.LoadUnsafe(ref from, (nuint)at);

    public static Vector256<short> Or(Vector256<short> a, Vector256<short> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Pairs(Vector256<short> a, Vector256<short> b) => Avx2.MultiplyAddAdjacent(a, b);

    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Widen(Vector256<long> to, Vector256<int> add) => to + Vector256.WidenLower(add) + Vector256.WidenUpper(add);

    public static ushort Any(Vector256<short> bits) => Lanes128.Any(bits.GetLower() | bits.GetUpper());

    public static long Sum(Vector256<long> sums) => Vector256.Sum(sums);
}

/// <summary>8 numbers: SSE2 and Arm.</summary>
readonly struct Lanes128 : ILanes<Vector128<short>, Vector128<int>, Vector128<long>>
{
    public static bool IsSupported => Sse2.IsSupported || AdvSimd.IsSupported;

    public static int Count => Vector128<short>.Count;

    public static Vector128<short> Ones => Vector128<short>.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Load(ref short from, int at) => Vector128.LoadUnsafe(ref from, (nuint)at);

    public static Vector128<short> Or(Vector128<short> a, Vector128<short> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Pairs(Vector128<short> a, Vector128<short> b) => Sse2.IsSupported
        ? Sse2.MultiplyAddAdjacent(a, b)
        : (Vector128.WidenLower(a) * Vector128.WidenLower(b)) + (Vector128.WidenUpper(a) * Vector128.WidenUpper(b)); // other pairs, the same sum

    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<long> Widen(Vector128<long> to, Vector128<int> add) => to + Vector128.WidenLower(add) + Vector128.WidenUpper(add);

    public static ushort Any(Vector128<short> bits)
    {
        var half = bits.AsUInt64()[0] | bits.AsUInt64()[1];
        half |= half >> 32;
        return (ushort)(half | (half >> 16));
    }

    public static long Sum(Vector128<long> sums) => Vector128.Sum(sums);
}

/// <summary>One number: machines without vectors.</summary>
readonly struct Lanes1 : ILanes<short, int, long>
{
    public static int Count => 1;

    public static short Ones => 1;

    public static short Load(ref short from, int at) => Unsafe.Add(ref from, at);

    public static short Or(short a, short b) => (short)(a | b);

    public static int Pairs(short a, short b) => a * b;

    public static int Add(int a, int b) => a + b;

    public static long Widen(long to, int add) => to + add;

    public static ushort Any(short bits) => (ushort)bits;

    public static long Sum(long sums) => sums;
}
