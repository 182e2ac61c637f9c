using System.Collections.Frozen;
using System.Text;

namespace Werkstrom.Kernel.Units;

/// <summary>How units are written and called for people.</summary>
static class UcumText
{
    static readonly FrozenDictionary<string, string> Symbols = Table.Of("""
        Cel = °C | [degF] = °F | Ohm = Ω | deg = ° | ' = ′ | '' = ″ | [psi] = psi | [in_i] = in
        [ft_i] = ft | [yd_i] = yd | [mi_i] = mi | [nmi_i] = sm | [kn_i] = kn | [lb_av] = lb | [oz_av] = oz
        [lbf_av] = lbf | [gal_us] = gal | [HP] = hp | [Btu_IT] = Btu | [ppm] = ppm | [ppb] = ppb
        [ppth] = ‰ | [pH] = pH | [g] = g₀ | By = B | EUR = € | cEUR = ct | CHF = CHF | USD = $
        m[H2O] = mWS | m[Hg] = mHg | ar = a | har = ha | 10* = 10 | 10^ = 10 | [pi] = π
        [iU] = IU | [c] = c | gf = gf | B[SPL] = B(SPL)
        """).ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    // code = German = English
    static readonly FrozenDictionary<string, (string De, string En)> Names = Table.Of("""
        1 = Anzahl = number | % = Prozent = percent | [ppm] = Teile je Million = parts per million
        Cel = Grad Celsius = degrees Celsius | K = Kelvin = kelvin | [degF] = Grad Fahrenheit = degrees Fahrenheit
        W = Watt = watts | kW = Kilowatt = kilowatts | MW = Megawatt = megawatts | W.h = Wattstunden = watt-hours
        kW.h = Kilowattstunden = kilowatt-hours | MW.h = Megawattstunden = megawatt-hours | J = Joule = joules
        V = Volt = volts | A = Ampere = amperes | V.A = Voltampere = volt-amperes | kV.A = Kilovoltampere = kilovolt-amperes
        var = Var (Blindleistung) = vars (reactive power) | kvar = Kilovar (Blindleistung) = kilovars (reactive power)
        Hz = Hertz = hertz | Ohm = Ohm = ohms | Pa = Pascal = pascals | bar = Bar = bar | mbar = Millibar = millibar
        kPa = Kilopascal = kilopascals | N = Newton = newtons | kN = Kilonewton = kilonewtons | N.m = Newtonmeter = newton metres
        m = Meter = metres | mm = Millimeter = millimetres | um = Mikrometer = micrometres | kg = Kilogramm = kilograms
        g = Gramm = grams | t = Tonnen = tonnes | s = Sekunden = seconds | min = Minuten = minutes | h = Stunden = hours
        d = Tage = days | l = Liter = litres | L = Liter = litres | m3 = Kubikmeter = cubic metres
        m2 = Quadratmeter = square metres | m3/h = Kubikmeter je Stunde = cubic metres per hour | l/min = Liter je Minute = litres per minute
        m/s = Meter je Sekunde = metres per second | mm/s = Millimeter je Sekunde = millimetres per second
        m/s2 = Meter je Sekunde im Quadrat = metres per second squared | /min = Umdrehungen je Minute = revolutions per minute
        dB = Dezibel = decibels | EUR = Euro = euros | EUR/(kW.h) = Euro je Kilowattstunde = euros per kilowatt-hour
        EUR/(MW.h) = Euro je Megawattstunde = euros per megawatt-hour | cEUR/(kW.h) = Cent je Kilowattstunde = cents per kilowatt-hour
        g/(kW.h) = Gramm je Kilowattstunde = grams per kilowatt-hour | W/m2 = Watt je Quadratmeter = watts per square metre | lx = Lux = lux
        """).ToFrozenDictionary(row => row[0], row => (row[1], row[2]), StringComparer.Ordinal);

    public static string Name(string code, string language) =>
        Names.TryGetValue(code, out var names) ? language == "de" ? names.De : names.En : Symbol(code);

    public static string Symbol(string code)
    {
        if (code is "" or "1")
            return "";
        if (!Ucum.TryParse(code, out _))
            return code;
        UcumParser.Parse(code, out var parts);
        var text = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
            Append(text, parts, i);
        return text.ToString();
    }

    static void Append(StringBuilder text, IReadOnlyList<UcumPart> parts, int i)
    {
        var part = parts[i];
        _ = part.What switch
        {
            '/' when text.Length == 0 => text.Append("1/"),
            '/' => text.Append('/'),
            '.' => text.Append(IsJoined(parts, i) ? "" : "·"),
            '(' or ')' when IsNeedless(parts, i) => text,
            '(' or ')' => text.Append(part.What),
            '1' => text.Append(part.Text),
            '{' when i > 0 && parts[i - 1].What == 'u' => text.Append(' ').Append(part.Text),
            '{' => text.Append(part.Text),
            _ => text.Append(Atom(part.Text)).Append(Raised(part.Exponent)),
        };
    }

    // kWh, Ah and VA are written in one word; N·m is not
    static bool IsJoined(IReadOnlyList<UcumPart> parts, int dot) =>
        dot > 0 && dot + 1 < parts.Count && parts[dot - 1] is { What: 'u', Exponent: 1 } left && parts[dot + 1] is { What: 'u', Exponent: 1 } right
        && ((right.Text == "h" && left.Text[^1] is 'W' or 'A') || (right.Text is "A" or "Ah" && left.Text[^1] == 'V') || (right.Text == "h" && left.Text.EndsWith("var", StringComparison.Ordinal)));

    // brackets around one word: €/(kW.h) is written €/kWh
    static bool IsNeedless(IReadOnlyList<UcumPart> parts, int bracket)
    {
        var open = parts[bracket].What == '(' ? bracket : bracket - 4;
        return open >= 0 && open + 4 < parts.Count && parts[open].What == '(' && parts[open + 4].What == ')' && IsJoined(parts, open + 2);
    }

    static string Atom(string atom)
    {
        if (Symbols.TryGetValue(atom, out var symbol))
            return symbol;
        return atom.Length > 1 && UcumAtoms.Prefixes.ContainsKey(atom[..1]) && Symbols.TryGetValue(atom[1..], out symbol)
            ? (atom[0] == 'u' ? "µ" : atom[..1]) + symbol
            : atom is ['u', _, ..] ? "µ" + atom[1..] : atom;
    }

    static string Raised(int exponent) => exponent == 1 ? "" : string.Concat(
        exponent.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
