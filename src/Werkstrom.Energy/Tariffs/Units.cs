namespace Werkstrom.Energy.Tariffs;

/// <summary>From what people write to the library's whole numbers, exactly.</summary>
static class Units
{
    /// <summary>ct/kWh as 0.001 ct/kWh.</summary>
    public static int Price(decimal cents) => checked((int)(cents * 1_000));

    /// <summary>0.001 ct/kWh as ct/kWh.</summary>
    public static decimal Cents(long price) => price / 1_000m;

    /// <summary>€/a as µct.</summary>
    public static long Fee(decimal euros) => checked((long)(euros * 100_000_000));

    /// <summary>% as ‰.</summary>
    public static int Permille(decimal percent) => checked((int)(percent * 10));

    /// <summary>Quarters of the year as bits; null or empty: all.</summary>
    public static int Quarters(IReadOnlyList<int>? quarters) => quarters is { Count: > 0 } ? quarters.Aggregate(0, (bits, q) => bits | (1 << (q - 1))) : 15;

    /// <summary>The farthest from 0 that a price may be, ct/kWh: a quarter more than the 4,000 €/MWh at which the exchange ends. What is beyond is a slip of the pen, often €/MWh.</summary>
    public const int Most = 500;

    /// <summary>What is wrong with a price in ct/kWh; null when nothing is.</summary>
    public static string? PriceFault(string name, decimal? cents) => cents switch
    {
        null => null,
        { } price when price * 1_000 % 1 != 0 => FormattableString.Invariant($"{name} has three decimals at most (0.001 ct/kWh), not {price}"),
        < -Most or > Most => FormattableString.Invariant($"{name} is between -{Most} and {Most} ct/kWh, not {cents} ({cents * 10} €/MWh)"),
        _ => null,
    };
}
