using System.Globalization;

namespace Werkstrom.Kernel.Files;

/// <summary>Writes cells of a CSV file: comma between, point as decimal sign.</summary>
public static class CsvCell
{
    /// <summary>A cell in quotes where it needs them; one that a spreadsheet would take for a formula is made text.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isFormula = text.Length > 0 && text[0] is '=' or '@' or '\t' or '\r' || (text.Length > 1 && text[0] is '+' or '-' && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        var plain = isFormula ? "'" + text : text;
        return plain.AsSpan().IndexOfAny(",\"\n\r") < 0 ? plain : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
