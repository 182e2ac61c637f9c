namespace Werkstrom.Tariff.Rates;

/// <summary>One rate for some time, with where it comes from.</summary>
/// <param name="Name">What it is, for example <c>levy.kwkg</c>.</param>
/// <param name="Scope">For whom: a class of towns, the code of a grid operator; empty: everywhere.</param>
/// <param name="Value">In <paramref name="Unit"/>; net.</param>
/// <param name="Unit"><c>ct/kWh</c>, <c>€/a</c>, <c>%</c>, <c>h/day</c> or <c>quarters</c>.</param>
/// <param name="Validity">When it holds.</param>
/// <param name="IsChecked">False: from memory or an example, to be checked before it goes on a bill.</param>
/// <param name="Source">Law, price sheet, publication.</param>
/// <param name="Line">In its text, from 1.</param>
public sealed record Rate(string Name, string Scope, decimal Value, string Unit, Validity Validity, bool IsChecked, string Source, int Line)
{
    /// <summary>0.001 ct/kWh.</summary>
    /// <exception cref="InvalidOperationException">It is no price of energy.</exception>
    public int Price => Unit == RateUnits.Price ? (int)(Value * 1_000) : throw new InvalidOperationException($"{this} is no price of energy.");

    /// <summary>µct a year.</summary>
    /// <exception cref="InvalidOperationException">It is no fee of a year.</exception>
    public long Fee => Unit == RateUnits.Fee ? (long)(Value * 100_000_000) : throw new InvalidOperationException($"{this} is no fee of a year.");

    /// <summary>Name and scope.</summary>
    public override string ToString() => Scope.Length == 0 ? Name : $"{Name} ({Scope})";
}

static class RateUnits
{
    public const string Price = "ct/kWh";
    public const string Fee = "€/a";
    public const string Share = "%";
    public const string HoursADay = "h/day";
    public const string Quarters = "quarters";

    public static readonly string[] All = [Price, Fee, Share, HoursADay, Quarters];

    /// <summary>What is wrong with a value; null when nothing is.</summary>
    public static string? Fault(decimal value, string unit) => unit switch
    {
        Price when value * 1_000 % 1 != 0 => "a price has three decimals at most (0.001 ct/kWh)",
        Price when Math.Abs(value) > 1_000_000 => "a price is between -1,000,000 and 1,000,000 ct/kWh",
        Fee when value * 1_000_000 % 1 != 0 || Math.Abs(value) > 1_000_000_000 => "a fee has six decimals at most and is below 1,000,000,000 €/a",
        Share when value is < 0 or > 1_000 => "a share is between 0 and 1,000 %",
        _ => null,
    };
}
