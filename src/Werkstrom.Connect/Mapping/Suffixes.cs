using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mapping;

/// <summary>What the end of a field's name says about its unit and kind, the way people name fields: <c>energy_kWh_total</c>.</summary>
static class Suffixes
{
    /// <summary>Endings of a counter; they may follow a unit.</summary>
    public static IReadOnlyList<string> Counters { get; } = ["_total", "_count", "_counter"];

    /// <summary>Endings and their UCUM codes; upper and lower case matter, as in <c>_mW</c> and <c>_MW</c>.</summary>
    public static IReadOnlyDictionary<string, string> Units { get; } = new Dictionary<string, string>
    {
        ["_C"] = "Cel",
        ["_degC"] = "Cel",
        ["_celsius"] = "Cel",
        ["_K"] = "K",
        ["_W"] = "W",
        ["_kW"] = "kW",
        ["_MW"] = "MW",
        ["_Wh"] = "W.h",
        ["_kWh"] = "kW.h",
        ["_MWh"] = "MW.h",
        ["_V"] = "V",
        ["_mV"] = "mV",
        ["_A"] = "A",
        ["_mA"] = "mA",
        ["_Hz"] = "Hz",
        ["_kHz"] = "kHz",
        ["_rpm"] = "/min",
        ["_bar"] = "bar",
        ["_mbar"] = "mbar",
        ["_Pa"] = "Pa",
        ["_kPa"] = "kPa",
        ["_um"] = "um",
        ["_mm"] = "mm",
        ["_m"] = "m",
        ["_mm_s"] = "mm/s",
        ["_m_s"] = "m/s",
        ["_kg"] = "kg",
        ["_N"] = "N",
        ["_kN"] = "kN",
        ["_Nm"] = "N.m",
        ["_ms"] = "ms",
        ["_s"] = "s",
        ["_min"] = "min",
        ["_h"] = "h",
        ["_percent"] = "%",
        ["_pct"] = "%",
        ["_l"] = "L",
        ["_l_min"] = "L/min",
        ["_m3"] = "m3",
        ["_m3_h"] = "m3/h",
        ["_g_kWh"] = "g/kW.h",
    };

    static readonly KeyValuePair<string, string>[] LongestFirst = [.. Units.OrderByDescending(unit => unit.Key.Length)];

    /// <summary>Unit (empty when the name tells none) and kind of a field.</summary>
    public static (string Unit, SignalKind Kind) Of(string field)
    {
        var kind = SignalKind.Measurement;
        foreach (var counter in Counters)
        {
            if (!field.EndsWith(counter, StringComparison.OrdinalIgnoreCase))
                continue;
            kind = SignalKind.Counter;
            field = field[..^counter.Length];
            break;
        }

        foreach (var (ending, unit) in LongestFirst)
        {
            if (field.EndsWith(ending, StringComparison.Ordinal))
                return (unit, kind);
        }

        return ("", kind);
    }
}
