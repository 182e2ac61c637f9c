using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Works;

/// <summary>A machine's energy by the quarter-hour.</summary>
/// <param name="AssetId">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Basis">The Signal that counts it: its path.</param>
/// <param name="Wh">By the quarter-hour; null where it was silent.</param>
sealed record MachineLoad(int AssetId, string Name, string Basis, IReadOnlyList<int?> Wh);

/// <summary>An order of production.</summary>
/// <param name="Id">Number of its record.</param>
/// <param name="Number">What people call it.</param>
/// <param name="Product">What is made.</param>
/// <param name="Pieces">Good parts where they are counted, else the quantity.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended.</param>
/// <param name="Machines">On which machines: that of the record and all below it.</param>
sealed record WorksOrder(long Id, string Number, string Product, double Pieces, DateTimeOffset From, DateTimeOffset To, IReadOnlyCollection<int> Machines);

/// <summary>What is known of the works for some quarter-hours.</summary>
/// <param name="Range">Which.</param>
/// <param name="Price">Net, 0.001 ct/kWh; null where none is known.</param>
/// <param name="Carbon">g/kWh; null where it is not known.</param>
/// <param name="Machines">By path.</param>
/// <param name="Orders">Newest first.</param>
/// <param name="Faults">Why prices are missing.</param>
sealed record WorksData(
    QuarterRange Range, IReadOnlyList<int?> Price, IReadOnlyList<double?> Carbon, IReadOnlyList<MachineLoad> Machines, IReadOnlyList<WorksOrder> Orders, IReadOnlyList<string> Faults);

/// <summary>Sums over quarter-hours of machines.</summary>
sealed record WorksSum
{
    const decimal MicroCents = 100_000_000; // of a euro

    /// <summary>Energy, Wh.</summary>
    public decimal Wh { get; private set; }

    /// <summary>Its cost where a price is known, €.</summary>
    public decimal Euros { get; private set; }

    /// <summary>Energy of quarter-hours with a price, Wh.</summary>
    public decimal PricedWh { get; private set; }

    /// <summary>CO₂ where it is known, kg.</summary>
    public double Kilograms { get; private set; }

    /// <summary>Quarter-hours of machines with a value: what the sum rests on.</summary>
    public int Quarters { get; private set; }

    /// <summary>Quarter-hours of machines that were silent: their energy is not in the sum.</summary>
    public int Missing { get; private set; }

    /// <summary>Quarter-hours with energy and without a price.</summary>
    public int Unpriced { get; private set; }

    /// <summary>Quarter-hours with energy of which the CO₂ is not known.</summary>
    public int Uncarboned { get; private set; }

    /// <summary>The mean price, ct/kWh; null when there is none.</summary>
    public decimal? CentsPerKilowattHour => PricedWh > 0 ? Euros * 100_000 / PricedWh : null;

    /// <summary>Adds a part of a machine's quarter-hour.</summary>
    public void Add(int? wh, int? price, double? carbon, decimal share)
    {
        if (wh is not { } used)
        {
            Missing++;
            return;
        }

        (Quarters, Wh) = (Quarters + 1, Wh + (used * share));
        if (price is { } known)
            (Euros, PricedWh) = (Euros + ((decimal)used * known * share / MicroCents), PricedWh + (used * share));
        else
            Unpriced += used != 0 ? 1 : 0;
        if (carbon is { } grams)
            Kilograms += used * (double)share * grams / 1_000_000;
        else
            Uncarboned += used != 0 ? 1 : 0;
    }
}
