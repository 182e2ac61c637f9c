namespace Werkstrom.Tariff.Pricing;

/// <summary>What the kernel asks of a width of vectors: 16-bit numbers side by side, their products in pairs, exact sums.</summary>
interface ILanes<TShort, TInt, TLong>
    where TShort : struct
    where TInt : struct
    where TLong : struct
{
    /// <summary>16-bit numbers side by side.</summary>
    static abstract int Count { get; }

    static abstract TShort Ones { get; }

    static abstract TShort Load(ref short from, int at);

    static abstract TShort Or(TShort a, TShort b);

    /// <summary>a₀b₀ + a₁b₁, a₂b₂ + a₃b₃, …; of one number its product.</summary>
    static abstract TInt Pairs(TShort a, TShort b);

    static abstract TInt Add(TInt a, TInt b);

    /// <summary>Adds to 64-bit sums, each number to one of them.</summary>
    static abstract TLong Widen(TLong to, TInt add);

    static abstract ushort Any(TShort bits);

    static abstract long Sum(TLong sums);
}
