using System.Text.Json;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>Reads day-ahead prices as Energy-Charts' <c>/price</c> gives them.</summary>
public static class EnergyCharts
{
    const string Source = "Energy-Charts";

    /// <summary>Reads an answer.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="wanted">What was asked for; other times are faults. Null: whatever the text speaks of.</param>
    public static MarketAnswer Read(string text, QuarterRange? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Fault> faults = [];
        using var document = MarketJson.Open(text, faults);
        return new(Source, null, document is null ? [] : [Series(document.RootElement, wanted, faults)], faults);
    }

    static MarketSeries Series(JsonElement root, QuarterRange? wanted, List<Fault> faults)
    {
        MarketBuilder series = new("price", MarketUnit.Price, wanted, faults);
        var (times, prices) = (root.List("unix_seconds", faults), root.List("price", faults));
        if (times.Count != prices.Count)
            faults.Add(new(0, $"there are {times.Count} times and {prices.Count} prices"));
        var unit = root.Part("unit").Text() ?? "";
        if (!unit.Replace(" ", "", StringComparison.Ordinal).Equals("EUR/MWh", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(new(0, $"the unit is '{unit}' instead of EUR / MWh"));
            return series.Build();
        }

        Add(series, [.. times.Take(prices.Count).Select((t, i) => (((JsonElement?)t).Instant(), (JsonElement?)prices[i]))], faults, 100);
        return series.Build();
    }

    /// <summary>Adds values that only say when they begin.</summary>
    internal static void Add(MarketBuilder series, IReadOnlyList<(DateTimeOffset? Start, JsonElement? Value)> values, List<Fault> faults, decimal factor)
    {
        List<(DateTimeOffset Start, decimal? Value)> good = [];
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Start is not { } start)
                faults.Add(new(0, $"value {i + 1} has no time"));
            else if (values[i].Value.IsGiven() && values[i].Value.Number() is null)
                faults.Add(new(0, $"value {i + 1} is no number"));
            else if (good.Count > 0 && start <= good[^1].Start)
                faults.Add(new(0, $"value {i + 1} is not later than the one before it"));
            else
                good.Add((start, values[i].Value.Number()));
        }

        var steps = MarketSteps.Of([.. good.Select(v => v.Start.ToUnixTimeSeconds())], usual: 4);
        for (var i = 0; i < steps.Length; i++)
            series.Add(good[i].Start, steps[i], good[i].Value, factor);
    }
}
