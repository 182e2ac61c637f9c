using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Tariffs;

/// <summary>A tariff as people write it: prices in ct/kWh, fees in € a year, all net. It maps one to one to a <see cref="TariffPlan"/>.</summary>
/// <param name="Name">For people, also on the bill.</param>
/// <param name="Components">What is paid by the kWh.</param>
/// <param name="Fees">What is paid by the day.</param>
/// <param name="Text">What customers are told about it; may be empty.</param>
sealed record TariffDefinition(string Name, IReadOnlyList<ComponentDefinition> Components, IReadOnlyList<FeeDefinition> Fees, string Text = "")
{
    /// <summary>Codes of the rates whose prices it has.</summary>
    public IEnumerable<string> Rates() => Components.SelectMany(c => c.Rule.Rates()).Concat(Fees.Select(f => f.Rate).OfType<string>());
}

/// <summary>A part of the price of a kWh, for some time. Parts of one name follow each other without a gap.</summary>
/// <param name="Name">As on the bill.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Rule">How its price comes about.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The first day on which it no longer holds; null: no end is known.</param>
/// <param name="Region">Where it holds; null: everywhere.</param>
/// <param name="Source">Where it comes from: <c>price sheet 2024</c>; empty: the contract.</param>
sealed record ComponentDefinition(string Name, PartKind Kind, RuleDefinition Rule, DateOnly From, DateOnly? Until = null, string? Region = null, string Source = "");

/// <summary>A fee by the day: a year's fee, divided by the days of its calendar year.</summary>
/// <param name="Name">As on the bill.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="From">The first day.</param>
/// <param name="PerYear">€ a year, six decimals at most; null: that of <paramref name="Rate"/>.</param>
/// <param name="Rate">A rate in €/a of the table of rates; null: <paramref name="PerYear"/>.</param>
/// <param name="Scope">Whose rate.</param>
/// <param name="IsReduction">It is taken off, and never more than what is paid for its kind.</param>
/// <param name="NeedsModule1">It holds only where § 14a module 1 was chosen.</param>
/// <param name="Until">The first day on which it no longer holds; null: no end is known.</param>
/// <param name="Region">Where it holds; null: everywhere.</param>
/// <param name="Source">Where it comes from; empty: the contract.</param>
sealed record FeeDefinition(
    string Name, PartKind Kind, DateOnly From, decimal? PerYear = null, string? Rate = null, RateScope Scope = RateScope.Everywhere, bool IsReduction = false,
    bool NeedsModule1 = false, DateOnly? Until = null, string? Region = null, string Source = "");
