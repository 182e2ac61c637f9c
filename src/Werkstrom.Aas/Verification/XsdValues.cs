using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>Whether a text is a value of a type of XML Schema 1.0, in its lexical form.</summary>
public static class XsdValues
{
    /// <summary>True when <paramref name="text"/> is a value of <paramref name="type"/>: <c>1e2</c> of <c>xs:double</c>, not of <c>xs:int</c>.</summary>
    public static bool IsOf(string text, DataTypeDefXsd type) => type switch
    {
        DataTypeDefXsd.AnyUri => UriForms.IsRfc3987(text),
        DataTypeDefXsd.Base64Binary => IsBase64(text),
        DataTypeDefXsd.HexBinary => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit),
        DataTypeDefXsd.Boolean => text is "true" or "false" or "1" or "0",
        DataTypeDefXsd.String => Patterns.FirstForbidden(text) < 0,
        DataTypeDefXsd.Decimal => XsdNumbers.IsDecimal(text),
        DataTypeDefXsd.Double => XsdNumbers.IsDouble(text),
        DataTypeDefXsd.Float => XsdNumbers.IsFloat(text),
        _ => IsTime(text, type) ?? IsInteger(text, type),
    };

    static bool? IsTime(string text, DataTypeDefXsd type) => type switch
    {
        DataTypeDefXsd.Date => XsdTimes.IsDate(text),
        DataTypeDefXsd.DateTime => XsdTimes.IsDateTime(text),
        DataTypeDefXsd.Time => XsdTimes.IsTime(text),
        DataTypeDefXsd.Duration => XsdTimes.IsDuration(text),
        DataTypeDefXsd.GDay => XsdTimes.IsDay(text),
        DataTypeDefXsd.GMonth => XsdTimes.IsMonth(text),
        DataTypeDefXsd.GMonthDay => XsdTimes.IsMonthDay(text),
        DataTypeDefXsd.GYear => XsdTimes.IsYear(text),
        DataTypeDefXsd.GYearMonth => XsdTimes.IsYearMonth(text),
        _ => null,
    };

    static bool IsInteger(string text, DataTypeDefXsd type) => type switch
    {
        DataTypeDefXsd.Integer => XsdNumbers.IsInteger(text),
        DataTypeDefXsd.Long => XsdNumbers.IsWithin(text, long.MinValue, long.MaxValue),
        DataTypeDefXsd.Int => XsdNumbers.IsWithin(text, int.MinValue, int.MaxValue),
        DataTypeDefXsd.Short => XsdNumbers.IsWithin(text, short.MinValue, (ulong)short.MaxValue),
        DataTypeDefXsd.Byte => XsdNumbers.IsWithin(text, sbyte.MinValue, (ulong)sbyte.MaxValue),
        DataTypeDefXsd.UnsignedLong => XsdNumbers.IsWithin(text, 0, ulong.MaxValue),
        DataTypeDefXsd.UnsignedInt => XsdNumbers.IsWithin(text, 0, uint.MaxValue),
        DataTypeDefXsd.UnsignedShort => XsdNumbers.IsWithin(text, 0, ushort.MaxValue),
        DataTypeDefXsd.UnsignedByte => XsdNumbers.IsWithin(text, 0, byte.MaxValue),
        DataTypeDefXsd.NonNegativeInteger => XsdNumbers.HasSign(text, 0, 1),
        DataTypeDefXsd.PositiveInteger => XsdNumbers.HasSign(text, 1),
        DataTypeDefXsd.NonPositiveInteger => XsdNumbers.HasSign(text, 0, -1),
        DataTypeDefXsd.NegativeInteger => XsdNumbers.HasSign(text, -1),
        _ => false,
    };

    /// <summary>Groups of four with at most one blank after each character; the last group may be filled up with <c>=</c>.</summary>
    static bool IsBase64(string text)
    {
        if (text.StartsWith(' ') || text.EndsWith(' ') || text.Contains("  ", StringComparison.Ordinal))
            return false;
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        var digits = plain.TrimEnd('=');
        if (plain.Length % 4 != 0 || plain.Length - digits.Length > 2 || !digits.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'))
            return false;
        return (plain.Length - digits.Length) switch
        {
            2 => digits[^1] is 'A' or 'Q' or 'g' or 'w',
            1 => "AEIMQUYcgkosw048".Contains(digits[^1], StringComparison.Ordinal),
            _ => true,
        };
    }
}
