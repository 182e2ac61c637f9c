using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Tariff.Laboratory;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Laboratory;

/// <summary>A population opened at a state of all that prices: its sums stay from one idea to the next.</summary>
sealed class LabSession(
    Population population, LoadFile loads, long state, IReadOnlyList<LabGroup> groups, LabSums sums, LabPrices prices, LabPrices stressed, LabStress stress, int[] spot) : IDisposable
{
    public Population Population => population;

    public LoadFile Loads => loads;

    /// <summary>Of series, rates and tariffs.</summary>
    public long State => state;

    public QuarterRange Range => loads.Range;

    public IReadOnlyList<LabGroup> Groups => groups;

    public LabSums Sums => sums;

    /// <summary>Prices as they were.</summary>
    public LabPrices Prices => prices;

    /// <summary>Prices as they would be in a year like 2022.</summary>
    public LabPrices Stressed => stressed;

    public LabStress Stress => stress;

    /// <summary>What the supplier paid at the exchange, 0.001 ct/kWh.</summary>
    public int[] Spot => spot;

    public void Dispose() => loads.Dispose();
}
