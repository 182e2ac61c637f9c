using System.Globalization;
using System.Text.Json.Serialization;
using Werkstrom.Energy.Serve;

namespace Werkstrom.Energy.Open;

/// <summary>The index of a postal code for programs.</summary>
sealed record GreenView(
    [property: JsonPropertyName("postalCode")] string PostalCode, [property: JsonPropertyName("region")] string Region, [property: JsonPropertyName("formula")] string Formula,
    [property: JsonPropertyName("quarters")] IReadOnlyList<GreenQuarterView> Quarters)
{
    /// <summary>Today and tomorrow, as far as they are known.</summary>
    public static GreenView Of(GreenFacts facts) => new(
        facts.Code, facts.Region.Name, Tariff.Index.GreenIndex.Formula,
        [.. facts.Today.Concat(facts.Tomorrow).Where(q => q.Index is not null || q.Made is not null).Select(q => new GreenQuarterView(
            Stamp(q.Quarter), Stamp(q.Quarter + 1), q.Index, q.Index is { } index ? ServedRegions.Light(index) switch { 2 => "green", 1 => "yellow", _ => "red" } : null,
            q.Made?.Carbon is { } co2 ? Math.Round(co2, 1) : null, q.Made is { } made ? Math.Round(made.Share, 3) : null))]);

    /// <summary>CO₂ from now on, as evcc reads it.</summary>
    public static IReadOnlyList<GreenForecastView> Forecast(GreenFacts facts) =>
        [.. facts.Today.Concat(facts.Tomorrow).Where(q => q.Quarter >= facts.Now && q.Made?.Carbon is not null).Select(q => new GreenForecastView(Stamp(q.Quarter), Stamp(q.Quarter + 1), Math.Round(q.Made!.Carbon!.Value, 1)))];

    static string Stamp(int quarter) => Tariff.Time.Quarters.Start(quarter).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

/// <summary>A quarter-hour.</summary>
sealed record GreenQuarterView(
    [property: JsonPropertyName("start")] string Start, [property: JsonPropertyName("end")] string End, [property: JsonPropertyName("index")] int? Index, [property: JsonPropertyName("light")] string? Light,
    [property: JsonPropertyName("co2")] decimal? Co2, [property: JsonPropertyName("share")] decimal? Share);

/// <summary>A quarter-hour of a forecast.</summary>
sealed record GreenForecastView([property: JsonPropertyName("start")] string Start, [property: JsonPropertyName("end")] string End, [property: JsonPropertyName("value")] decimal Value);
