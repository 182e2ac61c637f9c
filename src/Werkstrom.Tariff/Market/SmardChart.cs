using System.Text.Json;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>Reads the chart data of SMARD (<c>/app/chart_data/{filter}/{region}/…json</c>); nulls of the running week are gaps.</summary>
public static class SmardChart
{
    /// <summary>Reads a file.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="unit">What the filter stands for: price (€/MWh) or energy (MWh of each step); the file does not say.</param>
    /// <param name="wanted">What was asked for; other times are faults. Null: whatever the text speaks of.</param>
    public static MarketAnswer Read(string text, MarketUnit unit, QuarterRange? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Fault> faults = [];
        using var document = MarketJson.Open(text, faults);
        if (document is null)
            return new("SMARD", null, [], faults);
        var root = document.RootElement;
        MarketBuilder series = new("series", unit, wanted, faults);
        List<(DateTimeOffset?, JsonElement?)> values = [];
        foreach (var (i, row) in root.List("series", faults).Index())
        {
            if (row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == 2)
                values.Add((((JsonElement?)row[0]).Instant(1000), row[1]));
            else
                faults.Add(new(0, $"row {i + 1} is no pair of time and value"));
        }

        EnergyCharts.Add(series, values, faults, unit == MarketUnit.Energy ? 1000 : 100);
        return new("SMARD", root.Part("meta_data")?.Part("created").Stamp(), [series.Build()], faults);
    }
}
