using System.Globalization;

namespace Werkstrom.Aas.Verification;

/// <summary>Lexical forms and limits of the number types of XML Schema.</summary>
static class XsdNumbers
{
    public static bool IsDecimal(ReadOnlySpan<char> text) => SkipDigits(SkipSign(text), out var rest) && rest.IsEmpty;

    public static bool IsDouble(string text) => IsFloating(text, out var plain) && (!plain || double.IsFinite(Parse(text)));

    public static bool IsFloat(string text) => IsFloating(text, out var plain) && (!plain || float.IsFinite((float)Parse(text)));

    /// <summary>Any integer, of any length.</summary>
    public static bool IsInteger(ReadOnlySpan<char> text)
    {
        text = SkipSign(text);
        return !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>An integer from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static bool IsWithin(string text, long least, ulong most)
    {
        if (!IsInteger(text))
            return false;
        var digits = SkipSign(text).TrimStart('0');
        if (digits.IsEmpty)
            return least <= 0;
        if (digits.Length > 20 || !ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return false;
        return text[0] == '-' ? least < 0 && size <= (ulong)-(least + 1) + 1 : size <= most;
    }

    /// <summary>An integer of any length with a sign: -1, 0 or 1 must be among <paramref name="signs"/>.</summary>
    public static bool HasSign(string text, params ReadOnlySpan<int> signs)
    {
        if (!IsInteger(text))
            return false;
        var sign = SkipSign(text).TrimStart('0').IsEmpty ? 0 : text[0] == '-' ? -1 : 1;
        return signs.Contains(sign);
    }

    static bool IsFloating(ReadOnlySpan<char> text, out bool plain)
    {
        plain = text is not ("INF" or "-INF" or "NaN");
        if (!plain)
            return true;
        if (!SkipDigits(SkipSign(text), out var rest))
            return false;
        return rest.IsEmpty || (rest[0] is 'e' or 'E' && IsInteger(rest[1..]));
    }

    /// <summary>Digits with at most one point, and at least one digit.</summary>
    static bool SkipDigits(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        var whole = Run(text);
        var point = whole < text.Length && text[whole] == '.';
        var part = point ? Run(text[(whole + 1)..]) : 0;
        rest = text[(whole + (point ? 1 : 0) + part)..];
        return whole + part > 0;
    }

    static int Run(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;

    static ReadOnlySpan<char> SkipSign(ReadOnlySpan<char> text) => !text.IsEmpty && text[0] is '+' or '-' ? text[1..] : text;

    static double Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
