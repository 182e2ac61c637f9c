using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Werkstrom.Kernel.Data;

/// <summary>Stores money as whole micro-cents (a hundred-millionth of the currency), which both databases add and compare exactly; up to 92 billion.</summary>
public sealed class MicroCents() : ValueConverter<decimal, long>(
    money => (long)decimal.Round(money * PerUnit),
    stored => stored / PerUnit)
{
    const decimal PerUnit = 100_000_000m;
}
