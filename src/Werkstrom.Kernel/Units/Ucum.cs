using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Werkstrom.Kernel.Units;

/// <summary>
/// Units by their UCUM codes: <c>Cel</c>, <c>kW.h</c>, <c>m3/h</c>, <c>EUR/(kW.h)</c>. An empty code means that the unit is not known.
/// Source: <see href="https://ucum.org/ucum">The Unified Code for Units of Measure</see>.
/// </summary>
public static class Ucum
{
    // codes come from people and sources: what is kept must not grow without end
    const int MostKept = 2000;

    static readonly ConcurrentDictionary<string, UcumUnit> Kept = new(StringComparer.Ordinal);

    /// <summary>Why a code is not a UCUM code that Werkstrom knows, as a sentence with a suggestion if there is one; null when it is fine.</summary>
    public static string? Check(string code) => TryParse(code, out _, out var reason) ? null : reason;

    /// <summary>Reads a code.</summary>
    public static bool TryParse(string code, [NotNullWhen(true)] out UcumUnit? unit) => TryParse(code, out unit, out _);

    /// <summary>Reads a code, or says why it cannot be read.</summary>
    public static bool TryParse(string code, [NotNullWhen(true)] out UcumUnit? unit, [NotNullWhen(false)] out string? reason)
    {
        reason = null;
        if (Kept.TryGetValue(code, out unit))
            return true;
        try
        {
            unit = UcumParser.Parse(code);
            if (Kept.Count < MostKept)
                Kept[code] = unit;
            return true;
        }
        catch (FormatException wrong)
        {
            reason = UcumSuggestions.Suggest(code) is { } better ? $"{wrong.Message} Did you mean '{better}'?" : wrong.Message;
            return false;
        }
    }

    /// <summary>How to convert values of one unit into another; false when a code is wrong or they measure different things.</summary>
    public static bool TryConversion(string from, string to, out UnitConversion conversion)
    {
        conversion = new UnitConversion(1, 0);
        if (from == to)
            return true;
        if (!TryParse(from, out var a) || !TryParse(to, out var b) || !a.IsCommensurable(b))
            return false;
        conversion = new UnitConversion(a.Factor / b.Factor, (a.Offset - b.Offset) / b.Factor);
        return true;
    }

    /// <summary>How the unit is written beside a value: <c>°C</c>, <c>kWh</c>, <c>m³/h</c>; empty for <c>1</c>; a wrong code as it is.</summary>
    public static string Symbol(string code) => UcumText.Symbol(code);

    /// <summary>What the unit is called, in German when the language is <c>de</c>, else in English; the symbol when it has no name here.</summary>
    /// <param name="code">UCUM code.</param>
    /// <param name="language">Two letters.</param>
    public static string Name(string code, string language) => UcumText.Name(code, language);

    /// <summary>The UCUM code that a text most likely means: <c>°C</c> gives <c>Cel</c>, <c>kWh</c> gives <c>kW.h</c>; null when nothing fits.</summary>
    public static string? Suggest(string text) => UcumSuggestions.Suggest(text);
}
