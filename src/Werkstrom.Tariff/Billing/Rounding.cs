namespace Werkstrom.Tariff.Billing;

/// <summary>The one rounding of a line: to the cent, commercially, half away from zero.</summary>
static class Rounding
{
    const long MicroCents = 1_000_000;

    /// <param name="microCents">Over <paramref name="parts"/>.</param>
    public static long Cents(Int128 microCents, long parts = 1) => Whole(microCents, (Int128)MicroCents * parts);

    public static long Whole(Int128 numerator, Int128 denominator) =>
        checked((long)((numerator + (Int128.IsNegative(numerator) ? -denominator / 2 : denominator / 2)) / denominator));
}
