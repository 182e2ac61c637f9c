namespace Werkstrom.Tariff.Mscons;

/// <summary>Ids of the German energy market and the rules that they follow.</summary>
public static class MarketIds
{
    /// <summary>
    /// Whether a text is the id of a delivery point (MaLo-ID): eleven digits, the first not 0, the last the check digit of BDEW: the digits at
    /// odd places and twice those at even places, filled up to a multiple of ten.
    /// </summary>
    public static bool IsDeliveryPoint(ReadOnlySpan<char> id) =>
        id.Length == 11 && !id.ContainsAnyExceptInRange('0', '9') && id[0] != '0' && id[10] == CheckDigit(id[..10]);

    /// <summary>Makes the id of a delivery point of its first ten digits, for examples and tests: the eleventh is the check digit.</summary>
    /// <param name="digits">1,000,000,000 to 9,999,999,999.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has not ten digits.</exception>
    public static string DeliveryPoint(long digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1_000_000_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 9_999_999_999);
        var text = digits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return text + CheckDigit(text);
    }

    /// <summary>
    /// Whether a text is the id of a meter point (MeLo-ID): 33 characters, <c>DE</c>, six digits of the grid operator, five of the postal code, then
    /// twenty digits and capital letters. It has no check digit.
    /// </summary>
    public static bool IsMeterPoint(ReadOnlySpan<char> id) =>
        id.Length == 33 && id.StartsWith("DE") && !id[2..13].ContainsAnyExceptInRange('0', '9') && Plain(id[13..]);

    /// <summary>Whether a text is the id of a market partner: thirteen digits (BDEW code or GLN).</summary>
    public static bool IsPartner(ReadOnlySpan<char> id) => id.Length == 13 && !id.ContainsAnyExceptInRange('0', '9');

    static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
            sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 2);
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    static bool Plain(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit(letter) && !char.IsAsciiLetterUpper(letter))
                return false;
        }

        return true;
    }
}
