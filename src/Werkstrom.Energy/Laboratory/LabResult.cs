using System.Text.Json.Serialization;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Tariff.Laboratory;

namespace Werkstrom.Energy.Laboratory;

/// <summary>What the laboratory found. Everything is of groups of at least five customers.</summary>
/// <param name="Population">Id of the population.</param>
/// <param name="Kind">Whose quarter-hours.</param>
/// <param name="Year">Which year.</param>
/// <param name="State">As of which state of series, rates and tariffs.</param>
/// <param name="Customers">How many.</param>
/// <param name="Wh">What they used.</param>
/// <param name="StressIsMeasured">Whether the hard year has the prices of 2022; else the year's own, multiplied.</param>
/// <param name="StressPermille">By what they were multiplied, ‰.</param>
/// <param name="VatPercent">Of the year.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Today">What is paid with what the ideas are compared with: the one tariff that the question names for everybody, or each customer's own of today.</param>
/// <param name="Ideas">What would be paid, and by whom.</param>
sealed record LabResult(
    string Population, PopulationKind Kind, int Year, long State, int Customers, long Wh, bool StressIsMeasured, int StressPermille, decimal VatPercent,
    IReadOnlyList<LabGroupView> Groups, LabColumn Today, IReadOnlyList<LabColumn> Ideas)
{
    /// <summary>By which method it was computed, <see cref="LabRun.Method"/>; null: before methods had numbers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Method { get; init; }

    /// <summary>How many feed into the grid, rounded down to a multiple of five: what they are paid for it is in no figure. Null: fewer than five.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // answers of before are still the same text
    public int? FeedIn { get; init; }

    /// <summary>Names of tariffs with a price for what is fed in, which was left out; null: none has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? FeedInPrices { get; init; }
}

/// <summary>A group.</summary>
/// <param name="Branches">Kinds of its customers.</param>
/// <param name="FromKwh">From how many kWh a year; null: from nothing.</param>
/// <param name="ToKwh">To how many; null: no end.</param>
/// <param name="Customers">How many.</param>
sealed record LabGroupView(IReadOnlyList<MemberBranch> Branches, int? FromKwh, int? ToKwh, int Customers);

/// <summary>A tariff in the laboratory; money in µct of the whole year and of all customers.</summary>
/// <param name="Name">For people.</param>
/// <param name="Gross">What they pay.</param>
/// <param name="Supply">What of it is for energy and supply, net.</param>
/// <param name="Bought">What the energy costs at the exchange, with the markup.</param>
/// <param name="StressSupply">What is paid for energy and supply in a year like 2022, net.</param>
/// <param name="StressBought">What the energy costs then.</param>
/// <param name="Gains">Who wins and loses against what is compared with; null for that itself.</param>
/// <param name="ByGroup">The same of each group.</param>
/// <param name="Histogram">How many gain how much.</param>
/// <param name="Neutral">What makes its supply revenue that of what is compared with; null for that itself.</param>
/// <param name="Shift">What moving loads changes; null when it was not looked at.</param>
sealed record LabColumn(
    string Name, long Gross, long Supply, long Bought, long StressSupply, long StressBought, LabGains? Gains, IReadOnlyList<LabGains> ByGroup, LabHistogram? Histogram,
    LabNeutral? Neutral, LabMoved? Shift)
{
    /// <summary>What stays with the supplier.</summary>
    public long Margin => Supply - Bought;

    /// <summary>What stays in a year like 2022; below 0: a loss.</summary>
    public long StressMargin => StressSupply - StressBought;
}

/// <summary>What makes an idea earn for energy and supply what is earned with what it is compared with.</summary>
/// <param name="Price">On each kWh, 0.001 ct/kWh net, rounded so that it is met or just exceeded.</param>
/// <param name="Over">What that earns above it, µct: less than 0.001 ct on each kWh.</param>
/// <param name="Fee">The same as a base fee, µct net a customer and year, rounded up.</param>
sealed record LabNeutral(long Price, long Over, long Fee);

/// <summary>What it changes when loads are moved; µct of all customers.</summary>
/// <param name="Wh">What is moved.</param>
/// <param name="Saved">What customers save, gross.</param>
/// <param name="Margin">What the supplier's margin gains; below 0: it loses.</param>
sealed record LabMoved(long Wh, long Saved, long Margin);
