using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Werkstrom.Connect.Import.Reading;

/// <summary>Units as people write them in headers, to UCUM codes. Source: <see href="https://ucum.org/ucum"/>.</summary>
static partial class UnitText
{
    static readonly FrozenDictionary<string, string> Codes = """
        °C=Cel ºC=Cel degC=Cel Celsius=Cel °F=[degF] K=K °R=[degR] %=% Prozent=% ‰=[ppth] ppm=[ppm] °=deg
        rad=rad W=W kW=kW MW=MW GW=GW mW=mW VA=V.A kVA=kV.A var=V.A kvar=kV.A Wh=W.h kWh=kW.h MWh=MW.h
        GWh=GW.h TWh=TW.h kWp=kW J=J kJ=kJ MJ=MJ V=V kV=kV mV=mV A=A mA=mA kA=kA Hz=Hz kHz=kHz Ohm=Ohm Ω=Ohm
        bar=bar mbar=mbar Pa=Pa hPa=hPa kPa=kPa MPa=MPa psi=[psi] psia=[psi] m=m cm=cm mm=mm µm=um μm=um
        um=um km=km m²=m2 m2=m2 m³=m3 m3=m3 l=L L=L ml=mL kg=kg g=g mg=mg t=t N=N kN=kN Nm=N.m s=s ms=ms
        min=min h=h Std=h d=d a=a Stk=1 Stück=1 pcs=1 rpm={rev}/min 1/min=/min U/min={rev}/min min-1=/min
        g_n=[g] dB=dB dB(A)=dB lx=lx lm=lm pH=[pH] €=EUR EUR=EUR ct=ct Cent=ct USD=USD $=USD
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).ToFrozenDictionary(p => p[0], p => p[1]);

    /// <summary>The UCUM code of a unit, or null when it is not known.</summary>
    public static string? CodeOf(string text)
    {
        text = text.Trim();
        if (Codes.TryGetValue(text, out var code))
            return code;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && CodeOf(text[..slash]) is { } above && CodeOf(text[(slash + 1)..]) is { } below)
            return $"{above}/{below}";
        return null;
    }

    /// <summary>Name and unit of a header: <c>Wasserkraft [MWh]</c>, <c>Temp (°C)</c>, <c>Leistung kW</c>.</summary>
    /// <returns>The name without the unit, and its UCUM code; the header and an empty code when it has none.</returns>
    public static (string Name, string Unit) Split(string header)
    {
        header = header.Trim();
        // SMARD writes the resolution behind the unit
        var bracket = Bracketed().Match(header);
        if (bracket.Success && CodeOf(bracket.Groups["unit"].Value) is { } code)
            return (bracket.Groups["name"].Value.Trim() is { Length: > 0 } name ? name : header, code);
        var blank = header.LastIndexOf(' ');
        // a single letter behind a blank is more often part of the name: Phase A
        return blank > 0 && header[(blank + 1)..] is { Length: > 1 } last && CodeOf(last) is { } behind
            ? (header[..blank].TrimEnd(',', ' '), behind)
            : (header, "");
    }

    [GeneratedRegex(@"^(?<name>.*?)\s*(\[(?<unit>[^\]]+)\]|\((?<unit>[^()]*(\([^()]*\))?)\)|\bin (?<unit>\S+)$)(\s*(Originalauflösungen|Berechnete Auflösungen|Original resolutions|Calculated resolutions))?\s*$")]
    private static partial Regex Bracketed();
}
