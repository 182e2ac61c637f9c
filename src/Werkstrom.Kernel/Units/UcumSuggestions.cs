using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Werkstrom.Kernel.Units;

/// <summary>From what people and devices write to UCUM codes.</summary>
static partial class UcumSuggestions
{
    // in lower case; what stands here is meant so, even where it is a correct code for something rare (ct would be a centitonne)
    static readonly FrozenDictionary<string, string> Words = Table.Of("""
        °c = Cel | ℃ = Cel | degc = Cel | deg c = Cel | celsius = Cel | grad celsius = Cel | grad c = Cel
        °f = [degF] | ℉ = [degF] | degf = [degF] | fahrenheit = [degF] | kelvin = K | ° = deg | grad = deg
        percent = % | prozent = % | pct = % | ppm = [ppm] | ppb = [ppb] | ‰ = [ppth] | promille = [ppth] | ph = [pH]
        rpm = /min | u/min = /min | 1/min = /min | min-1 = /min | min^-1 = /min | min⁻¹ = /min | upm = /min
        € = EUR | euro = EUR | ct = cEUR | cent = cEUR | €/kwh = EUR/(kW.h) | eur/kwh = EUR/(kW.h) | €/mwh = EUR/(MW.h)
        eur/mwh = EUR/(MW.h) | ct/kwh = cEUR/(kW.h) | cent/kwh = cEUR/(kW.h) | g/kwh = g/(kW.h) | gco2/kwh = g{CO2}/(kW.h)
        g co2/kwh = g{CO2}/(kW.h) | kwh/m² = kW.h/m2 | kwh/m2 = kW.h/m2 | ohm = Ohm | ω = Ohm | kω = kOhm
        bar(g) = bar{gauge} | barg = bar{gauge} | bar(a) = bar{absolute} | bara = bar{absolute} | psi = [psi]
        stk = {pcs} | stück = {pcs} | stueck = {pcs} | st = {pcs} | pcs = {pcs} | pieces = {pcs} | count = 1
        inch = [in_i] | zoll = [in_i] | ft = [ft_i] | lb = [lb_av] | lbs = [lb_av] | gal = [gal_us] | hp = [HP]
        ps = [HP] | watt = W | kilowatt = kW | volt = V | ampere = A | amp = A | hertz = Hz | liter = l
        litre = l | meter = m | metre = m | sek = s | sec = s | std = h | hour = h | hours = h | stunden = h
        nm³/h = m3{norm}/h | nm3/h = m3{norm}/h | qm = m2 | cbm = m3 | db(a) = dB{A} | dba = dB{A} | byte = By | bytes = By
        c = Cel | tonnen = t | to = t | kilogramm = kg | pascal = Pa | var = var | - = 1 | none = 1
        """).ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    public static string? Suggest(string text)
    {
        text = text.Trim().Trim('[', ']') is { Length: > 0 } inner && !IsCode(text.Trim()) ? inner.Trim() : text.Trim();
        if (text.Length is 0 or > 60)
            return null;
        if (Words.TryGetValue(text.ToLowerInvariant(), out var code))
            return code;
        if (IsCode(text))
            return text;
        var plain = Plain(text);
        return IsCode(plain) ? plain : null;
    }

    // ² ³ µ · × * become what UCUM writes, and words such as kWh, kVA, kvarh, Nm are taken apart; a quotient of a word gets brackets
    static string Plain(string text)
    {
        text = text.Replace('²', '2').Replace('³', '3').Replace('µ', 'u').Replace('μ', 'u').Replace('·', '.').Replace('×', '.').Replace('⋅', '.')
            .Replace("Ω", "Ohm", StringComparison.Ordinal).Replace("€", "EUR", StringComparison.Ordinal).Replace("°C", "Cel", StringComparison.Ordinal)
            .Replace("^", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace('*', '.');
        text = Compound().Replace(text, m => m.Index > 0 && text[m.Index - 1] == '/' ? $"({m.Groups[1]}.{m.Groups[2]})" : $"{m.Groups[1]}.{m.Groups[2]}");
        return text.StartsWith("1/", StringComparison.Ordinal) ? text[1..] : text;
    }

    static bool IsCode(string text)
    {
        try
        {
            UcumParser.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"(?<![A-Za-z])([kMGTm]?W|[km]?A|[kM]?VA(?=h)|[kM]?var|[kM]?V|[kM]?N)(h|Ah|A|m)(?![A-Za-z0-9])")]
    private static partial Regex Compound();
}
