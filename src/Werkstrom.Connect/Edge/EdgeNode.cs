using System.Text.Json;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Connect.Edge;

/// <summary>A node of an OPC UA server as it was browsed.</summary>
/// <param name="Address">Its node id, with the name of its namespace.</param>
/// <param name="Parent">Address of the node above; empty at the top.</param>
/// <param name="Path">Browse names from the top.</param>
/// <param name="Title">What the server calls it for people.</param>
/// <param name="IsVariable">Whether it has a value.</param>
/// <param name="DataType">Its type; null for what has no value.</param>
/// <param name="IsArray">Whether it has several.</param>
/// <param name="Unit">Its unit as the server writes it.</param>
/// <param name="UnitCode">Its unit's code of UN/ECE recommendation 20.</param>
/// <param name="Range">Its least and greatest value.</param>
/// <param name="States">The texts of its states, by number.</param>
/// <param name="Refused">Why its values are not stored; null when they are.</param>
sealed record EdgeNode(
    string Address, string Parent, IReadOnlyList<string> Path, string Title, bool IsVariable, string? DataType = null, bool IsArray = false, string? Unit = null,
    string? UnitCode = null, double[]? Range = null, IReadOnlyDictionary<string, string>? States = null, string? Refused = null)
{
    /// <summary>Its unit as UCUM code; empty when it has none that is known.</summary>
    public string Ucum => States is not null ? "" : EdgeUnits.Of(UnitCode, Unit);

    /// <summary>Whether its values can become a signal.</summary>
    public bool CanBeRead => IsVariable && Refused is null;

    /// <summary>Browse names with slashes.</summary>
    public string ShownPath => string.Join('/', Path);

    /// <summary>What the side-car needs to know of it.</summary>
    public string Settings() => JsonSerializer.Serialize(States is null ? new Dictionary<string, object>() : new() { ["states"] = States });
}

/// <summary>Units of OPC UA servers as UCUM codes.</summary>
static class EdgeUnits
{
    // source: UN/ECE recommendation 20, the codes of measuring devices
    static readonly Dictionary<string, string> Codes = """
        CEL Cel|FAH [degF]|KEL K|C62 1|P1 %|MTR m|MMT mm|CMT cm|KMT km|4H um|SEC s|C26 ms|MIN min|HUR h|DAY d|KGM kg|GRM g|TNE t|LTR l|MLT ml|MTQ m3|MTK m2|AMP A|4K mA|VLT V|2Z mV|KVT kV
        WTT W|KWT kW|MAW MW|WHR W.h|KWH kW.h|MWH MW.h|JOU J|KJO kJ|3B MJ|HTZ Hz|KHZ kHz|MHZ MHz|PAL Pa|HPA hPa|KPA kPa|MPA MPa|BAR bar|MBR mbar|NEW N|B47 kN|NU N.m|B48 kN.m|MTS m/s|C16 mm/s|KMH km/h|MSK m/s2
        RPM /min|RPS /s|DD deg|C81 rad|OHM Ohm|D10 S|D46 V.A|KVA kV.A|D44 var|KVR kvar|MQH m3/h|L2 l/min|LD l/d|E32 l/h|G51 l/s|KGS kg/s|E93 kg/h|F31 kg/h|KMQ kg/m3|23 g/cm3|59 [ppm]|LUX lx|2N dB|4L MB
        """.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(row => row.Split(' ')).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    /// <summary>The unit of a code or, when that is not known, of a text; empty when neither is.</summary>
    public static string Of(string? code, string? text) =>
        code is not null && Codes.TryGetValue(code, out var unit) ? unit : text is null ? "" : Ucum.Suggest(text) ?? "";
}
