using System.Globalization;
using System.Xml;

namespace Werkstrom.Condition.Rules;

/// <summary>Lengths of time as people type them: <c>10 min</c>, <c>1,5 h</c>, <c>3 d</c>, or as ISO 8601: <c>PT10M</c>.</summary>
static class SpanText
{
    static readonly Dictionary<string, TimeSpan> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["s"] = TimeSpan.FromSeconds(1),
        ["min"] = TimeSpan.FromMinutes(1),
        ["h"] = TimeSpan.FromHours(1),
        ["d"] = TimeSpan.FromDays(1),
        ["Tage"] = TimeSpan.FromDays(1),
        ["Tag"] = TimeSpan.FromDays(1),
        ["days"] = TimeSpan.FromDays(1),
        ["day"] = TimeSpan.FromDays(1),
    };

    /// <summary>Reads a length; nothing is 0.</summary>
    /// <returns>False when it is none, or longer than ten years.</returns>
    public static bool TryRead(string? text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var words = text?.Replace('\u00A0', ' ').Trim() ?? "";
        if (words.Length == 0)
            return true;
        return words[0] == 'P' ? TryIso(words, out span) : TryWords(words, out span);
    }

    /// <summary>As it is typed and read back: <c>10 min</c>.</summary>
    public static string Of(TimeSpan span)
    {
        if (span == TimeSpan.Zero)
            return "";
        var (unit, length) = Units.Where(u => u.Key.Length == 1 || u.Key == "min").OrderByDescending(u => u.Value)
            .FirstOrDefault(u => span.Ticks % u.Value.Ticks == 0, new("s", TimeSpan.FromSeconds(1)));
        return $"{(span / length).ToString("0.######", CultureInfo.CurrentCulture)} {unit}";
    }

    static bool TryWords(string words, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var digits = words.TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or ',').Count();
        if (!Units.TryGetValue(words[digits..].Trim(), out var unit)
            || !double.TryParse(words[..digits].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number * unit.TotalDays > 3_660)
        {
            return false;
        }

        span = unit * number;
        return true;
    }

    static bool TryIso(string text, out TimeSpan span)
    {
        try
        {
            span = XmlConvert.ToTimeSpan(text);
            return span >= TimeSpan.Zero && span.TotalDays <= 3_660;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            span = TimeSpan.Zero;
            return false;
        }
    }
}
