using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Prices;

/// <summary>How a component's price comes about, by the quarter-hour.</summary>
public abstract record PriceRule
{
    /// <summary>
    /// Draws the prices of some quarter-hours and says in which pieces they hold: one, or more where a rate changes. What is wrong goes to the scene.
    /// </summary>
    /// <param name="prices">Those of <paramref name="range"/>, to be filled.</param>
    internal abstract IEnumerable<PricePiece> Draw(PriceScene scene, QuarterRange range, Span<int> prices);

    /// <summary>Whole numbers, half away from zero.</summary>
    private protected static int Rounded(long numerator, long denominator) =>
        checked((int)((numerator + (numerator < 0 ? -denominator / 2 : denominator / 2)) / denominator));
}

/// <summary>Quarter-hours of a row that hold by one source: what a bill shows as one line.</summary>
/// <param name="Range">Which.</param>
/// <param name="Source">Where the price comes from.</param>
/// <param name="IsChecked">False: a rate from memory or an example is in it.</param>
/// <param name="Signal">What the price follows by the quarter-hour: exchange, index; null: nothing.</param>
public sealed record PricePiece(QuarterRange Range, string Source, bool IsChecked, QuarterSeries? Signal = null);

/// <summary>The same price always.</summary>
/// <param name="Price">0.001 ct/kWh.</param>
/// <param name="Source">Where it comes from, as a bill names it.</param>
public sealed record FlatPrice(int Price, string Source = "contract") : PriceRule
{
    internal override IEnumerable<PricePiece> Draw(PriceScene scene, QuarterRange range, Span<int> prices)
    {
        prices.Fill(Price);
        return [new(range, Source, true)];
    }
}

/// <summary>Prices by the time of the day: high and low times (HT, NT), any number of them.</summary>
/// <param name="Price">0.001 ct/kWh at all other times.</param>
/// <param name="Windows">Each with its price; no two at once.</param>
/// <param name="Source">Where they come from, as a bill names it.</param>
public sealed record ClockPrice(int Price, IReadOnlyList<(ClockWindow Window, int Price)> Windows, string Source = "contract") : PriceRule
{
    internal override IEnumerable<PricePiece> Draw(PriceScene scene, QuarterRange range, Span<int> prices)
    {
        scene.Faults.AddRange(ClockWindow.Faults([.. Windows.Select(w => w.Window)]));
        Fill(scene, range, prices, Price, Windows);
        return [new(range, Source, true)];
    }

    internal static void Fill(PriceScene scene, QuarterRange range, Span<int> prices, int other, IReadOnlyList<(ClockWindow Window, int Price)> windows)
    {
        for (var i = 0; i < range.Count; i++)
        {
            var slot = scene[range.First + i];
            prices[i] = other;
            foreach (var (window, price) in windows)
            {
                if (window.Holds(slot.OfClock, slot.Type, slot.QuarterOfYear))
                    prices[i] = price;
            }
        }
    }
}

/// <summary>The price of the exchange, passed on by the quarter-hour: price × share + surcharge.</summary>
/// <param name="Spot">0.001 ct/kWh.</param>
/// <param name="Surcharge">0.001 ct/kWh.</param>
/// <param name="Permille">Share that is passed on; 1,000: as it is, 1,030: with 3 % for losses. 0 to 100,000.</param>
public sealed record SpotPrice(QuarterSeries Spot, int Surcharge = 0, int Permille = 1_000) : PriceRule
{
    internal override IEnumerable<PricePiece> Draw(PriceScene scene, QuarterRange range, Span<int> prices)
    {
        var before = scene.Faults.Count;
        if (Permille is < 0 or > 100_000)
            scene.Faults.Add(FormattableString.Invariant($"the share of the exchange's price is between 0 and 100,000 ‰, not {Permille}"));
        if (Spot.Missing(range) is { } missing)
            scene.Faults.Add(missing);
        for (var i = 0; i < range.Count && scene.Faults.Count == before; i++)
            prices[i] = checked(Rounded((long)Spot[range.First + i]!.Value * Permille, 1_000) + Surcharge);
        return [new(range, Spot.Name, true, Spot)];
    }
}

/// <summary>A rate of the table of rates: levies, tax, concession levy, grid fee.</summary>
/// <param name="Rate">Its name, for example <c>levy.kwkg</c>.</param>
/// <param name="Scope">Whose.</param>
public sealed record RatedPrice(string Rate, RateScope Scope = RateScope.Everywhere) : PriceRule
{
    internal override IEnumerable<PricePiece> Draw(PriceScene scene, QuarterRange range, Span<int> prices)
    {
        List<PricePiece> pieces = [];
        foreach (var (rate, held) in scene.Over(Rate, Scope, range, RateUnits.Price))
        {
            prices.Slice(held.First - range.First, held.Count).Fill(rate.Price);
            pieces.Add(new(held, rate.Source, rate.IsChecked));
        }

        return pieces;
    }
}
