using System.Globalization;
using System.Text.Json;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>Reads prices as Tibber's GraphQL answers a question for price info: <c>total</c> with taxes, EUR/kWh.</summary>
public static class Tibber
{
    /// <inheritdoc cref="EnergyCharts.Read"/>
    public static MarketAnswer Read(string text, QuarterRange? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Fault> faults = [];
        using var document = MarketJson.Open(text, faults);
        if (document is null)
            return new("Tibber", null, [], faults);
        if (document.RootElement.Part("errors") is { ValueKind: JsonValueKind.Array } errors)
        {
            foreach (var error in errors.EnumerateArray())
                faults.Add(new(0, $"the provider answers with an error: {error.Part("message").Text() ?? "without a message"}"));
        }

        var homes = Homes(document.RootElement.Part("data")?.Part("viewer")).ToArray();
        if (homes.Length == 0)
            faults.Add(new(0, "there is no price info: data.viewer.home.currentSubscription.priceInfo"));
        return new("Tibber", null, [.. homes.Select(h => Series(h, wanted, faults))], faults);
    }

    static IEnumerable<(string Name, JsonElement Info)> Homes(JsonElement? viewer)
    {
        IEnumerable<JsonElement> homes = viewer?.Part("homes") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
        if (viewer?.Part("home") is { } one)
            homes = homes.Append(one);
        foreach (var home in homes)
        {
            if (home.Part("currentSubscription")?.Part("priceInfo") is { ValueKind: JsonValueKind.Object } info)
                yield return (home.Part("id").Text() ?? "total", info);
        }
    }

    static MarketSeries Series((string Name, JsonElement Info) home, QuarterRange? wanted, List<Fault> faults)
    {
        MarketBuilder series = new(home.Name, MarketUnit.Price, wanted, faults);
        List<(DateTimeOffset?, JsonElement?)> values = [];
        foreach (var day in (ReadOnlySpan<string>)["today", "tomorrow"])
        {
            if (home.Info.Part(day) is not { ValueKind: JsonValueKind.Array } rows)
                continue; // tomorrow is null or empty until 13:00
            foreach (var row in rows.EnumerateArray())
            {
                if (row.Part("currency").Text() is { } currency && currency != "EUR")
                    faults.Add(new(0, $"the currency is {currency} instead of EUR"));
                else
                    values.Add((Time(row.Part("startsAt").Text()), row.Part("total")));
            }
        }

        if (values.Count == 0)
            faults.Add(new(0, $"{home.Name}: there are no prices"));
        EnergyCharts.Add(series, values, faults, 100_000);
        return series.Build();
    }

    /// <summary>A stamp with its offset; one without would be read as the time of this machine.</summary>
    static DateTimeOffset? Time(string? text) =>
        text is { Length: > 19 } && (text[^1] == 'Z' || text.LastIndexOfAny(['+', '-']) > 18)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
