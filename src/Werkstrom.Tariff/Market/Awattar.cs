using System.Text.Json;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>Reads prices as aWATTar's <c>/v1/marketdata</c> gives them.</summary>
public static class Awattar
{
    /// <inheritdoc cref="EnergyCharts.Read"/>
    public static MarketAnswer Read(string text, QuarterRange? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Fault> faults = [];
        using var document = MarketJson.Open(text, faults);
        if (document is null)
            return new("aWATTar", null, [], faults);
        MarketBuilder series = new("marketprice", MarketUnit.Price, wanted, faults);
        foreach (var (i, row) in document.RootElement.List("data", faults).Index())
            Add(series, i + 1, row, faults);
        return new("aWATTar", null, [series.Build()], faults);
    }

    static void Add(MarketBuilder series, int number, JsonElement row, List<Fault> faults)
    {
        var (start, end, price) = (row.Part("start_timestamp").Instant(1000), row.Part("end_timestamp").Instant(1000), row.Part("marketprice"));
        if (start is not { } from || end is not { } until || until <= from || (until - from).TotalSeconds % Quarters.Seconds != 0 || (until - from).TotalHours > 24)
            faults.Add(new(0, $"row {number} has no start and end some quarter-hours apart"));
        else if (!string.Equals(row.Part("unit").Text(), "Eur/MWh", StringComparison.OrdinalIgnoreCase))
            faults.Add(new(0, $"row {number}: the unit is '{row.Part("unit").Text()}' instead of Eur/MWh"));
        else if (price.IsGiven() && price.Number() is null)
            faults.Add(new(0, $"row {number}: the price is no number"));
        else
            series.Add(from, (int)((until - from).TotalSeconds / Quarters.Seconds), price.Number(), 100);
    }
}
