using Werkstrom.Energy.Index.Regions;
using Werkstrom.Tariff.Market;

namespace Werkstrom.Energy.Index.Import;

/// <summary>What SMARD's columns mean here.</summary>
static class SmardColumns
{
    static readonly Dictionary<string, string> Parts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Wind Onshore"] = "wind",
        ["Wind Offshore"] = "wind",
        ["Photovoltaik"] = "solar",
        ["Wasserkraft"] = "hydro",
        ["Biomasse"] = "biomass",
        ["Sonstige Erneuerbare"] = "other",
        ["Gesamtverbrauch (Netzlast)"] = IndexParts.Load,
        ["Gesamt (Netzlast)"] = IndexParts.Load,
        ["Netzlast"] = IndexParts.Load,
    };

    /// <summary>The part; null for what the index has no use for.</summary>
    public static string? Part(string column) => Parts.GetValueOrDefault(column);

    /// <summary>The sum of columns by the quarter-hour where all have a value: Wh, or millionths of what is installed.</summary>
    /// <param name="kW">Installed; 0: Wh are wanted.</param>
    public static Dictionary<int, int> Sum(IEnumerable<MarketSeries> columns, long kW, List<string> faults)
    {
        var all = columns.ToList();
        Dictionary<int, int> sums = [];
        var tooLarge = 0;
        foreach (var quarter in all[0].Values.Keys.Where(q => all.TrueForAll(c => c.Values.ContainsKey(q))))
        {
            var kWh = all.Sum(c => (long)c.Values[quarter]);
            var value = kW == 0 ? kWh * 1000 : Math.Clamp(kWh * 4_000_000 / kW, 0, 1_000_000);
            if (Math.Abs(value) > int.MaxValue)
                tooLarge++;
            else
                sums[quarter] = (int)value;
        }

        if (tooLarge > 0)
            faults.Add(FormattableString.Invariant($"{string.Join(" + ", all.Select(c => c.Name))}: {tooLarge} quarter-hours have more than 2,147 MWh, which is more than a region; say what is installed in the zone (--installed) to import capacity factors."));
        return sums;
    }
}
