namespace Werkstrom.Energy.Portal.Use;

/// <summary>A month of a contract, or the part of it that the contract held.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Wh">Energy from the grid.</param>
/// <param name="Missing">Quarter-hours without a value.</param>
/// <param name="Quarters">Quarter-hours that are over.</param>
/// <param name="Cents">With fees and VAT, ct; null: a price is not known.</param>
/// <param name="FlatCents">The same by the tariff that it is compared with; null: there is none.</param>
/// <param name="Grams">CO₂ of the energy whose CO₂ is known, g.</param>
/// <param name="CarbonWh">Energy whose CO₂ is known.</param>
sealed record UseMonth(DateOnly Month, long Wh, int Missing, int Quarters, long? Cents, long? FlatCents, double Grams, long CarbonWh)
{
    /// <summary>Whether something is known of it.</summary>
    public bool HasValues => Missing < Quarters;
}

/// <summary>A day of a month.</summary>
/// <param name="Day">The German day.</param>
/// <param name="Wh">Energy from the grid; null: nothing is known.</param>
/// <param name="MicroCents">What is paid by the kWh, with VAT, µct; null: not known.</param>
readonly record struct UseDay(DateOnly Day, long? Wh, long? MicroCents);

/// <summary>What was used and what it cost.</summary>
/// <param name="Months">Twelve at most, the newest first.</param>
/// <param name="Shown">The month that is seen by the day.</param>
/// <param name="Days">Its days; empty without consent.</param>
/// <param name="Compared">Name of the tariff that it is compared with; null: none, or it is the own one.</param>
/// <param name="IsOwnFlat">The own tariff is the one that is compared with.</param>
/// <param name="Fault">The file of the meter is damaged.</param>
/// <param name="IsUntilYesterday">The newest month ends with yesterday.</param>
sealed record UseView(IReadOnlyList<UseMonth> Months, DateOnly Shown, IReadOnlyList<UseDay> Days, string? Compared, bool IsOwnFlat, bool Fault, bool IsUntilYesterday = false);
