using Werkstrom.Energy.Tariffs;

namespace Werkstrom.Energy.Laboratory.Ideas;

/// <summary>An idea of a tariff: a whole definition, and what it began with.</summary>
/// <param name="Name">For people.</param>
/// <param name="From">Key of the tariff, or <c>template:index</c>; for people.</param>
/// <param name="Definition">What is priced.</param>
sealed record LabIdea(string Name, string From, TariffDefinition Definition);

/// <summary>How ideas are looked at.</summary>
/// <param name="HardEuros">From how many € more a year a customer is a hardship; in steps of 10.</param>
/// <param name="HardPercent">From how many % more a customer is a hardship; whole ones.</param>
/// <param name="Markup">What the supplier pays beside the price of the exchange, ct/kWh: structuring, guarantees of origin.</param>
/// <param name="ShiftPercent">Share of a day's energy that customers can move, whole %; 0: it is not looked at.</param>
/// <param name="KeepsGrid">Whether an idea changes energy and supply only, and grid fee, levies and metering stay those of what is compared with: what a supplier decides.</param>
sealed record LabLimits(int HardEuros = 120, int HardPercent = 10, decimal Markup = 0.8m, int ShiftPercent = 10, bool KeepsGrid = true)
{
    /// <summary>What is wrong; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (HardEuros is < 0 or > 10_000 || HardEuros % 10 != 0)
            yield return FormattableString.Invariant($"hardEuros is 0 to 10,000 in steps of 10, not {HardEuros}");
        if (HardPercent is < 0 or > 100)
            yield return FormattableString.Invariant($"hardPercent is a whole number from 0 to 100, not {HardPercent}");
        if (Units.PriceFault("markup", Markup) is { } fault)
            yield return fault;
        if (ShiftPercent is < 0 or > 50)
            yield return FormattableString.Invariant($"shiftPercent is a whole number from 0 to 50, not {ShiftPercent}");
    }
}

/// <summary>What is asked of the laboratory.</summary>
/// <param name="Population">Id of the population.</param>
/// <param name="Today">What is compared with: key of the one tariff for everybody, whatever they have; empty: each customer's own of today.</param>
/// <param name="Ideas">One to four.</param>
/// <param name="Limits">How they are looked at.</param>
/// <param name="State">As of which state of series, rates and tariffs; null: now.</param>
sealed record LabWish(string Population, string Today, IReadOnlyList<LabIdea> Ideas, LabLimits Limits, long? State = null)
{
    public const int MostIdeas = 4;
}
