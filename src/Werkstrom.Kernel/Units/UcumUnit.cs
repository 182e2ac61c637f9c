using System.Collections.Immutable;

namespace Werkstrom.Kernel.Units;

/// <summary>
/// What a UCUM code means: how much of the base units it is. <c>base = value * Factor + Offset</c>, with the offset only for temperatures.
/// </summary>
/// <param name="Code">The code, as written.</param>
/// <param name="Factor">How many of the base units (m, s, g, rad, K, C, cd) one of it is.</param>
/// <param name="Offset">Zero of its scale in the base unit: 273.15 for <c>Cel</c>; 0 for all but temperatures.</param>
/// <param name="Dimensions">Exponents by base unit, or by the code of an arbitrary unit such as <c>EUR</c>; no zeros.</param>
public sealed record UcumUnit(string Code, double Factor, double Offset, ImmutableSortedDictionary<string, int> Dimensions)
{
    /// <summary>True when values of one can be converted into the other.</summary>
    public bool IsCommensurable(UcumUnit other) => Dimensions.SequenceEqual(other.Dimensions);

    internal static UcumUnit One(string code, double factor = 1) => new(code, factor, 0, NoDimensions);

    internal static ImmutableSortedDictionary<string, int> NoDimensions { get; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    internal UcumUnit Times(UcumUnit other, int sign)
    {
        var dimensions = Dimensions.ToBuilder();
        foreach (var (unit, exponent) in other.Dimensions)
        {
            var sum = dimensions.GetValueOrDefault(unit) + (sign * exponent);
            if (sum == 0)
                dimensions.Remove(unit);
            else
                dimensions[unit] = sum;
        }

        return new(Code, sign > 0 ? Factor * other.Factor : Factor / other.Factor, 0, dimensions.ToImmutable());
    }

    internal UcumUnit Power(int exponent)
    {
        var factor = Math.Pow(Factor, Math.Abs(exponent)); // the reciprocal of a whole power loses less than a negative power
        return new(Code, exponent < 0 ? 1 / factor : factor, 0,
            exponent == 0 ? NoDimensions : Dimensions.ToImmutableSortedDictionary(d => d.Key, d => d.Value * exponent, StringComparer.Ordinal));
    }
}

/// <summary>From values of one unit to those of another: <c>to = from * Factor + Offset</c>.</summary>
/// <param name="Factor">What to multiply by.</param>
/// <param name="Offset">What to add then.</param>
public readonly record struct UnitConversion(double Factor, double Offset)
{
    /// <summary>Converts a value.</summary>
    public double Of(double value) => (value * Factor) + Offset;
}
