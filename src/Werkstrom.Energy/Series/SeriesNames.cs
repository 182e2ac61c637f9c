namespace Werkstrom.Energy.Series;

/// <summary>Names of series that more than one feature uses.</summary>
static class SeriesNames
{
    /// <summary>Day-ahead price of a zone, 0.001 ct/kWh.</summary>
    public static string Spot(string zone) => $"spot/{zone}";

    /// <summary>The frozen index of a region that prices, 0 to 100; sealed.</summary>
    public static string Index(string region) => $"index/{region}";

    /// <summary>Renewable share of a zone, millionths.</summary>
    public static string Share(string zone) => $"share/{zone}";

    /// <summary>A part of a region's generation or load as files say it, Wh.</summary>
    public static string Part(string region, string part) => $"input/{region}/{part}";

    /// <summary>What plants of a technology in a zone generate of what they could, millionths.</summary>
    public static string Factor(string zone, string technology) => $"factor/{zone}/{technology}";
}
