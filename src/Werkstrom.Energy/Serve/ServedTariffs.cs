using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Serve;

/// <summary>A tariff that is given to others: one of the house, or the bare price of a zone of the exchange.</summary>
/// <param name="Id"><c>spot-DE-LU</c>, or the key of the tariff.</param>
/// <param name="Name">For people.</param>
/// <param name="Zone">The zone, for the bare price; null for a tariff.</param>
sealed record ServedTariff(string Id, string Name, string? Zone);

/// <summary>What a kWh costs in a quarter-hour, EUR/kWh with VAT where the tariff has it.</summary>
/// <param name="Quarter">Which.</param>
/// <param name="Parts">By what they are for.</param>
sealed record TariffQuarter(int Quarter, IReadOnlyDictionary<PartKind, decimal> Parts)
{
    /// <summary>All that is paid.</summary>
    public decimal Total => Parts.Where(p => p.Key != PartKind.FeedIn).Sum(p => p.Value);

    /// <summary>What is paid for some kinds; null when the tariff has none of them.</summary>
    public decimal? Of(params ReadOnlySpan<PartKind> kinds)
    {
        decimal? sum = null;
        foreach (var kind in kinds)
            sum = Parts.TryGetValue(kind, out var part) ? (sum ?? 0) + part : sum;
        return sum;
    }
}

/// <summary>Prices of tariffs by the quarter-hour, for others.</summary>
sealed class ServedTariffs(TariffBook tariffs, TariffDesk desk, ServedPrices prices, TariffDraw draw)
{
    const string Spot = "spot-";

    /// <summary>The bare price of the house's zone, then all tariffs that new contracts may have.</summary>
    public async Task<IReadOnlyList<ServedTariff>> AllAsync(CancellationToken stop) =>
    [
        new(Spot + prices.Zone, $"Day-ahead {prices.Zone}", prices.Zone),
        .. (await tariffs.AllAsync(stop)).Where(t => !t.IsRetired).Select(t => new ServedTariff(t.Key, t.Read().Name, null)),
    ];

    /// <summary>One; null when there is none of that id.</summary>
    public async Task<ServedTariff?> FindAsync(string id, CancellationToken stop) => (await AllAsync(stop)).FirstOrDefault(t => t.Id == id);

    /// <summary>Its prices. Quarter-hours whose price is not known are left out; a tariff is drawn day by day, so that an unknown tomorrow takes nothing from today.</summary>
    /// <param name="tariff">Which.</param>
    /// <param name="range">Which quarter-hours.</param>
    /// <param name="faults">Takes why days cannot be drawn.</param>
    /// <param name="stop">Ends reading.</param>
    public async Task<List<TariffQuarter>> ReadAsync(ServedTariff tariff, QuarterRange range, List<string> faults, CancellationToken stop)
    {
        if (tariff.Zone is { } zone)
            return [.. Slots.Each(await prices.ReadAsync(zone, range, stop)).Select(s => new TariffQuarter(s.First, new Dictionary<PartKind, decimal> { [PartKind.Energy] = s.Value / 100_000 }))];
        List<TariffQuarter> quarters = [];
        if (await tariffs.FindAsync(tariff.Id, null, stop) is not { } version)
            return quarters;
        var place = draw.Usual(version.Read(), GermanTime.Date(range.First));
        for (var first = range.First; first < range.End;)
        {
            var day = GermanTime.Day(GermanTime.Date(first)).Meet(range);
            first = day.End;
            try
            {
                quarters.AddRange(Read(await desk.DrawAsync(tariff.Id, place.Place, place.Region, day, null, stop)));
            }
            catch (ArgumentException e)
            {
                faults.Add(e.Message);
            }
        }

        return quarters;
    }

    static IEnumerable<TariffQuarter> Read(PriceSheet sheet)
    {
        for (var quarter = sheet.Range.First; quarter < sheet.Range.End; quarter++)
        {
            var (at, now) = (quarter - sheet.Range.First, quarter);
            var factor = 1 + (sheet.Vat.First(v => v.Range.Contains(now)).Percent / 100);
            yield return new(quarter, sheet.Rows.GroupBy(r => r.Kind).ToDictionary(
                g => g.Key, g => g.Sum(r => (decimal)r.Prices[at]) / 100_000 * (g.Key == PartKind.FeedIn ? 1 : factor)));
        }
    }
}
