using System.Text.Json;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>Reads the forecast of the GrünstromIndex (<c>/v2.0/gsi/prediction</c>); a null is a gap, an answer with <c>err</c> a fault.</summary>
public static class GruenstromIndex
{
    const string Source = "GrünstromIndex";

    /// <inheritdoc cref="EnergyCharts.Read"/>
    public static MarketAnswer Read(string text, QuarterRange? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Fault> faults = [];
        using var document = MarketJson.Open(text, faults);
        if (document is null)
            return new(Source, null, [], faults);
        var root = document.RootElement;
        if (root.Part("err") is { ValueKind: JsonValueKind.True })
        {
            faults.Add(new(0, $"the provider answers with an error: {root.Part("message").Text() ?? "without a message"}"));
            return new(Source, null, [], faults);
        }

        MarketBuilder index = new("gsi", MarketUnit.Index, wanted, faults), green = new("eevalue", MarketUnit.Index, wanted, []);
        DateTimeOffset? published = null;
        foreach (var (i, row) in root.List("forecast", faults).Index())
            published = Add(index, green, i + 1, row, faults) is { } made && !(made <= published) ? made : published;
        return new(Source, published, [index.Build(), green.Build()], faults);
    }

    static DateTimeOffset? Add(MarketBuilder index, MarketBuilder green, int number, JsonElement row, List<Fault> faults)
    {
        var frame = row.Part("timeframe");
        var start = row.Part("epochtime").Instant() ?? frame?.Part("start").Instant(1000);
        var end = frame?.Part("end").Instant(1000) ?? start?.AddHours(1);
        if (start is not { } from || end is not { } until || until <= from || (until - from).TotalHours > 24 || (until - from).TotalSeconds % Quarters.Seconds != 0)
        {
            faults.Add(new(0, $"row {number} has no time of some quarter-hours"));
            return null;
        }

        var count = (int)((until - from).TotalSeconds / Quarters.Seconds);
        foreach (var (name, series) in (ReadOnlySpan<(string, MarketBuilder)>)[("gsi", index), ("eevalue", green)])
        {
            var value = row.Part(name);
            if (value.IsGiven() && value.Number() is not (>= 0 and <= 100))
            {
                faults.Add(new(0, $"row {number}: {name} is no number from 0 to 100"));
                series.Add(from, count, null, 100);
            }
            else
            {
                series.Add(from, count, value.Number(), 100);
            }
        }

        return row.Part("iat").Stamp();
    }
}
