using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Records;
using Werkstrom.Store.Records;
using Werkstrom.Ui;

namespace Werkstrom.Plant.Records;

/// <summary>Values of records as people read and write them.</summary>
static class RecordText
{
    /// <summary>A value for reading; empty when there is none.</summary>
    public static string Of(RecordRow row, RecordType type, RecordField field, Format format, IStringLocalizer texts) =>
        row.Values.GetValueOrDefault(field.Name) switch
        {
            null => "",
            double number => Format.Value(number, field.Unit),
            long number => Format.Value(number, field.Unit, 0),
            bool yes => texts[yes ? "yes" : "no"],
            DateTimeOffset instant => format.Time(instant),
            string word when field.Type == FieldType.Choice => RecordWords.Choice(texts, type, word),
            var other => other.ToString() ?? "",
        };

    /// <summary>A value for the input of a form: numbers as the reader writes them, instants in the plant's zone.</summary>
    public static string Input(object? value, Format format) => value switch
    {
        null => "",
        double number => number.ToString("0.##########", CultureInfo.CurrentCulture),
        DateTimeOffset instant => format.Input(instant),
        bool yes => yes ? "true" : "",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>What a form sent for a field, as the check of a record reads it; null for nothing.</summary>
    public static object? Read(string text, RecordField field, Format format) => field.Type switch
    {
        FieldType.Boolean => text == "true",
        _ when text.Length == 0 => null,
        FieldType.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out var number) => number,
        FieldType.Instant when format.ReadInput(text) is { } instant => instant,
        _ => text,
    };
}
