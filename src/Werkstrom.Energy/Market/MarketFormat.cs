using Werkstrom.Tariff.Market;

namespace Werkstrom.Energy.Market;

/// <summary>A form in which others write prices, an index or energy.</summary>
enum MarketFormat
{
    /// <summary>SMARD's German CSV export.</summary>
    SmardCsv,

    /// <summary>CSV with ct/kWh and a column CET/CEST.</summary>
    PriceCsv,

    /// <summary>JSON of SMARD's charts.</summary>
    SmardChart,

    /// <summary>JSON of Energy-Charts' <c>/price</c>.</summary>
    EnergyCharts,

    /// <summary>JSON of aWATTar's <c>/v1/marketdata</c>.</summary>
    Awattar,

    /// <summary>ENTSO-E A44, XML.</summary>
    Entsoe,

    /// <summary>JSON of <c>/v2.0/gsi/prediction</c>.</summary>
    Gsi,
}

/// <summary>Names of the forms, how to tell them apart, and how to read them.</summary>
static class MarketFormats
{
    static readonly (MarketFormat Format, string Word)[] Words =
    [
        (MarketFormat.SmardCsv, "smard-csv"), (MarketFormat.PriceCsv, "price-csv"), (MarketFormat.SmardChart, "smard-chart"), (MarketFormat.EnergyCharts, "energy-charts"),
        (MarketFormat.Awattar, "awattar"), (MarketFormat.Entsoe, "entsoe"), (MarketFormat.Gsi, "gsi"),
    ];

    /// <summary>All words, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Words.Select(w => w.Word)];

    /// <summary>The word of a form, as <c>--as</c> takes it.</summary>
    public static string Word(MarketFormat format) => Array.Find(Words, w => w.Format == format).Word;

    /// <summary>The form of a word; null for another word.</summary>
    public static MarketFormat? Find(string? word) => Words.Where(w => w.Word == word).Select(w => (MarketFormat?)w.Format).FirstOrDefault();

    /// <summary>What a text looks like; null when it looks like none of them.</summary>
    public static MarketFormat? Guess(string text)
    {
        var start = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        start = start[..Math.Min(start.Length, 20_000)];
        if (start is ['<', ..])
            return MarketFormat.Entsoe;
        if (start is not ['{', ..])
        {
            var header = start[..(start.IndexOf('\n') is >= 0 and var end ? end : start.Length)];
            return header.Contains("zone_start", StringComparison.Ordinal) ? MarketFormat.PriceCsv : header.Contains(';') ? MarketFormat.SmardCsv : null;
        }

        return Has(start, "unix_seconds") ? MarketFormat.EnergyCharts : Has(start, "marketprice") ? MarketFormat.Awattar : Has(start, "forecast") ? MarketFormat.Gsi
            : Has(start, "series") ? MarketFormat.SmardChart : null;
    }

    /// <summary>Reads a text; whatever is wrong with it stands in the answer.</summary>
    public static MarketAnswer Read(MarketFormat format, string text, Tariff.Time.QuarterRange? wanted = null) => format switch
    {
        MarketFormat.SmardCsv => SmardCsv.Read(text, wanted),
        MarketFormat.PriceCsv => ZonedPriceCsv.Read(text, wanted),
        MarketFormat.SmardChart => SmardChart.Read(text, MarketUnit.Price, wanted),
        MarketFormat.EnergyCharts => EnergyCharts.Read(text, wanted),
        MarketFormat.Awattar => Awattar.Read(text, wanted),
        MarketFormat.Entsoe => Entsoe.Read(text, wanted),
        _ => GruenstromIndex.Read(text, wanted),
    };

    static bool Has(ReadOnlySpan<char> text, string name) => text.Contains($"\"{name}\"", StringComparison.Ordinal);
}
