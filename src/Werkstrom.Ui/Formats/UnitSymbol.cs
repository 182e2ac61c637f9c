namespace Werkstrom.Ui;

/// <summary>How a UCUM unit is written for people.</summary>
public static class UnitSymbol
{
    const string Table = """
        1= Cel=°C [degF]=°F [ppm]=ppm [ppb]=ppb deg=° m2=m² m3=m³ m3/h=m³/h m/s2=m/s² mm/s2=mm/s² um=µm us=µs ug/m3=µg/m³
        g/kW.h=g/kWh W.h=Wh kW.h=kWh MW.h=MWh V.A=VA kV.A=kVA kvar=kvar /min=1/min /s=1/s {rpm}=1/min N.m=Nm Ohm=Ω [psi]=psi
        g/cm3=g/cm³ kg/m3=kg/m³ W/m2=W/m² L=l L/min=l/min L/h=l/h [in_i]=in [ft_i]=ft EUR=€ [EUR]=€ EUR/MW.h=€/MWh EUR/(MW.h)=€/MWh EUR/(kW.h)=€/kWh g/(kW.h)=g/kWh [EUR]/MW.h=€/MWh
        ct/kW.h=ct/kWh [ct]/kW.h=ct/kWh
        """;

    static readonly Dictionary<string, string> Symbols = Table
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>The symbol: <c>°C</c> for <c>Cel</c>; empty for none and for the pure number; an annotation <c>{pieces}</c> without its braces.</summary>
    public static string Of(string? ucum) => ucum switch
    {
        null or "" => "",
        _ when Symbols.TryGetValue(ucum, out var symbol) => symbol,
        ['{', .. var note, '}'] => note,
        _ => ucum.Replace('.', '·'),
    };
}
