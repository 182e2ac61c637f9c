using System.Buffers.Text;
using System.Globalization;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>Numbers of the line protocol, bit for bit as a correctly rounded parser reads them.</summary>
static class Numbers
{
    /// <summary>Greatest integer up to which every integer is a double: 2^53.</summary>
    public const long MaxExact = 1L << 53;

    /// <summary>Whether a whole number, once it is a double, may have been another: 2^53 may come of 2^53 + 1.</summary>
    public static bool MayBeRounded(double value) => Math.Abs(value) >= MaxExact;

    // Up to 15 digits and these powers a division of two exact doubles is correctly rounded (Clinger 1990, fast path).
    const int ExactDigits = 15;

    static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads a number in plain notation, float or with <c>i</c> or <c>u</c>, at the start of <paramref name="text"/>.</summary>
    /// <returns>False when it is something else or needs the thorough way; the caller checks what follows.</returns>
    public static bool TryFast(ReadOnlySpan<byte> text, out double value, out int used)
    {
        value = 0;
        used = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var at = negative ? 1 : 0;
        var (mantissa, digits, decimals) = (0L, at, 0);
        while (at < text.Length && (uint)(text[at] - '0') <= 9)
            mantissa = (mantissa * 10) + (text[at++] - '0');
        digits = at - digits;
        if (at < text.Length && text[at] == '.')
        {
            var point = at++;
            while (at < text.Length && (uint)(text[at] - '0') <= 9)
                mantissa = (mantissa * 10) + (text[at++] - '0');
            decimals = at - point - 1;
            digits += decimals;
            if (digits is 0 or > ExactDigits)
                return false;
            value = mantissa / PowersOfTen[decimals];
        }
        else
        {
            if (digits is 0 or > ExactDigits)
                return false;
            value = mantissa;
            if (at < text.Length && (text[at] == 'i' || (text[at] == 'u' && !negative)))
            {
                used = at + 1;
                value = negative ? -mantissa : mantissa; // as integers, so that -0i is 0
                return true;
            }
        }

        if (negative)
            value = -value;
        used = at;
        return at == text.Length || text[at] is (byte)',' or (byte)' ';
    }

    /// <summary>Reads a whole token: float, <c>i</c>, <c>u</c>; with the reason when it is none.</summary>
    public static Reason? Read(ReadOnlySpan<byte> token, out double value)
    {
        value = 0;
        return token switch
        {
            [.. var digits, (byte)'i'] => ReadInteger(digits, token, signed: true, out value),
            [.. var digits, (byte)'u'] => ReadInteger(digits, token, signed: false, out value),
            _ => ReadFloat(token, out value),
        };
    }

    /// <summary>True for the spellings of truth that the protocol knows.</summary>
    public static bool TryBoolean(ReadOnlySpan<byte> token, out bool value)
    {
        value = token.SequenceEqual("t"u8) || token.SequenceEqual("T"u8) || token.SequenceEqual("true"u8)
            || token.SequenceEqual("True"u8) || token.SequenceEqual("TRUE"u8);
        return value || token.SequenceEqual("f"u8) || token.SequenceEqual("F"u8) || token.SequenceEqual("false"u8)
            || token.SequenceEqual("False"u8) || token.SequenceEqual("FALSE"u8);
    }

    static Reason? ReadInteger(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> token, bool signed, out double value)
    {
        value = 0;
        var bare = signed && digits is [(byte)'-', ..] ? digits[1..] : digits;
        if (bare.IsEmpty || bare.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return NotANumber(token);
        value = Utf8Parser.TryParse(digits, out long whole, out var used) && used == digits.Length ? whole : double.NaN;
        return whole is <= MaxExact and >= -MaxExact && double.IsFinite(value)
            ? null
            : Reason.Of(Reasons.IntegerRange, "number.integer", LineReasons.Shown(token));
    }

    static Reason? ReadFloat(ReadOnlySpan<byte> token, out double value)
    {
        value = 0;
        var bare = token is [(byte)'-' or (byte)'+', ..] ? token[1..] : token;
        if (Ascii(bare, "nan") || Ascii(bare, "inf") || Ascii(bare, "infinity"))
            return Reason.Of(Reasons.NotFinite, "number.not-finite", LineReasons.Shown(token));
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var begins = bare is [(>= (byte)'0' and <= (byte)'9') or (byte)'.', ..];
        if (!begins || !double.TryParse(token, Style, CultureInfo.InvariantCulture, out value))
            return NotANumber(token);
        return double.IsFinite(value) ? null : Reason.Of(Reasons.NotFinite, "number.large", LineReasons.Shown(token));
    }

    static bool Ascii(ReadOnlySpan<byte> text, string word) => System.Text.Ascii.EqualsIgnoreCase(text, word);

    static Reason NotANumber(ReadOnlySpan<byte> token) =>
        Reason.Of(Reasons.Number, "number.none", LineReasons.Shown(token));
}
