using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>What a price sheet depends on: equal ones have the same prices.</summary>
/// <param name="Tariff">Key.</param>
/// <param name="Place">Where.</param>
/// <param name="Region">Whose index prices.</param>
/// <param name="Range">Which quarter-hours.</param>
/// <param name="State">As it was known when.</param>
readonly record struct PriceKey(string Tariff, SupplyPlace Place, string? Region, QuarterRange Range, long State);

/// <summary>Prices that are ready for bills; the last ones are kept, so that customers with one sheet share it and an explanation needs no drawing.</summary>
sealed class BillPrices(TariffDesk desk)
{
    const int Kept = 8;

    readonly LinkedList<(PriceKey Key, PriceSheet Sheet, BillFrame Frame)> _known = [];
    readonly Lock _one = new();

    /// <summary>Draws prices, or finds them.</summary>
    /// <exception cref="ArgumentException">Something is unknown or missing; the message names all of it.</exception>
    public async Task<(PriceSheet Sheet, BillFrame Frame)> DrawAsync(PriceKey key, CancellationToken stop)
    {
        if (Find(key) is { } known)
            return known;
        var sheet = await desk.DrawAsync(key.Tariff, key.Place, key.Region, key.Range, key.State, stop);
        BillFrame frame = new(sheet);
        lock (_one)
        {
            _known.AddFirst((key, sheet, frame));
            if (_known.Count > Kept)
                _known.RemoveLast();
        }

        return (sheet, frame);
    }

    (PriceSheet, BillFrame)? Find(PriceKey key)
    {
        lock (_one)
        {
            for (var node = _known.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key)
                    continue;
                _known.Remove(node);
                _known.AddFirst(node);
                return (node.Value.Sheet, node.Value.Frame);
            }

            return null;
        }
    }
}
