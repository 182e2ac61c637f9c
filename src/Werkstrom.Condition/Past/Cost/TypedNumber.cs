using System.Globalization;
using System.Text.RegularExpressions;

namespace Werkstrom.Condition.Past.Cost;

/// <summary>A number as a person types it: as the reader's language writes it, with or without signs between thousands, or with a point.</summary>
static class TypedNumber
{
    /// <summary>Reads it.</summary>
    /// <param name="text">For example <c>1.500</c> or <c>1500,5</c> in German, <c>1,500</c> or <c>1500.5</c> in English; <c>1.5</c> in both.</param>
    /// <param name="reader">The reader's language.</param>
    /// <param name="number">The number.</param>
    public static bool TryRead(string text, CultureInfo reader, out decimal number)
    {
        var plain = text.Trim().Replace('−', '-');
        if (decimal.TryParse(plain, NumberStyles.Float, reader, out number))
            return true;
        var (between, point) = (Regex.Escape(reader.NumberFormat.NumberGroupSeparator), Regex.Escape(reader.NumberFormat.NumberDecimalSeparator));
        return Regex.IsMatch(plain, $@"^-?\d{{1,3}}({between}\d{{3}})+({point}\d+)?$")
            ? decimal.TryParse(plain, NumberStyles.Number, reader, out number)
            : decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
