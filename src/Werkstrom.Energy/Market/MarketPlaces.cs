using System.Text.RegularExpressions;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tariff.Market;

namespace Werkstrom.Energy.Market;

/// <summary>Where a series of a foreign text is kept: its name in the book, and the signal that shows it.</summary>
/// <param name="Name">In <see cref="SeriesBook"/>.</param>
/// <param name="Path">Of the signal.</param>
/// <param name="Kind">Of the signal.</param>
/// <param name="Unit">UCUM code of the signal.</param>
/// <param name="Divisor">From the whole numbers of the book to the unit of the signal.</param>
sealed record MarketPlace(string Name, string Path, SignalKind Kind, string Unit, int Divisor);

/// <summary>Says where series are kept.</summary>
static partial class MarketPlaces
{
    /// <summary>How SMARD names the zones of the exchange.</summary>
    static readonly Dictionary<string, string> SmardZones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Deutschland/Luxemburg"] = "DE-LU",
        ["Belgien"] = "BE",
        ["Dänemark 1"] = "DK1",
        ["Dänemark 2"] = "DK2",
        ["Frankreich"] = "FR",
        ["Italien (Nord)"] = "IT-NORTH",
        ["Niederlande"] = "NL",
        ["Norwegen 2"] = "NO2",
        ["Österreich"] = "AT",
        ["Polen"] = "PL",
        ["Schweden 4"] = "SE4",
        ["Schweiz"] = "CH",
        ["Slowenien"] = "SI",
        ["Tschechien"] = "CZ",
        ["Ungarn"] = "HU",
    };

    /// <summary>Whether a zone or region is written as the exchange does: capitals, digits and hyphens.</summary>
    public static bool IsZone(string? zone) => zone is not null && Zone().IsMatch(zone);

    /// <summary>Where a series belongs.</summary>
    /// <param name="answer">The text it comes from.</param>
    /// <param name="series">The series.</param>
    /// <param name="zone">Zone or place that was given for the text.</param>
    /// <returns>Null when it cannot be said: several prices whose zones are not known.</returns>
    public static MarketPlace? Of(MarketAnswer answer, MarketSeries series, string zone)
    {
        if (series.Unit == MarketUnit.Price)
        {
            var known = SmardZones.GetValueOrDefault(series.Name);
            if (known is null && answer.Series.Count(s => s.Unit == MarketUnit.Price) > 1)
                return null;
            return Spot(known ?? zone);
        }

        var name = series.Name.Replace('/', '-').Trim();
        return series.Unit == MarketUnit.Index
            ? new($"foreign/{series.Name}/{zone}", $"energy/market/{zone}/{name}", SignalKind.Forecast, "1", 100)
            : new($"smard/{zone}/{name}", $"energy/market/{zone}/{name}", SignalKind.Measurement, "kW.h", 1);
    }

    /// <summary>Where the day-ahead price of a zone is kept.</summary>
    public static MarketPlace Spot(string zone) => new(SeriesNames.Spot(zone), $"energy/market/{zone}/day-ahead", SignalKind.Price, "EUR/(MW.h)", 100);

    [GeneratedRegex("^[A-Z0-9][A-Z0-9-]{1,19}$")]
    private static partial Regex Zone();
}
