using System.Globalization;
using System.Text.Json;

namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>A value while a template is worked out: nothing, a number, a text, or a part of the payload.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The number.</param>
/// <param name="Text">The text.</param>
/// <param name="Json">The part of the payload.</param>
readonly record struct HomeValue(HomeValueKind Kind, double Number, string Text, JsonElement Json)
{
    /// <summary>There is none.</summary>
    public static HomeValue Missing => default;

    public static HomeValue Of(double number) => new(HomeValueKind.Number, number, "", default);

    public static HomeValue Of(string text) => new(HomeValueKind.Text, 0, text, default);

    /// <summary>A part of the payload; a plain one becomes a number or a text, null nothing.</summary>
    public static HomeValue Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => Of(json.GetString()!),
        JsonValueKind.Object or JsonValueKind.Array => new(HomeValueKind.Json, 0, "", json),
        JsonValueKind.True => Of("True"),
        JsonValueKind.False => Of("False"),
        JsonValueKind.Number => new(HomeValueKind.Number, json.GetDouble(), json.GetRawText(), default),
        _ => Missing,
    };

    /// <summary>The value as a number; false when it is none.</summary>
    public bool TryNumber(out double number)
    {
        number = Number;
        return Kind == HomeValueKind.Number || (Kind == HomeValueKind.Text
            && double.TryParse(Text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number));
    }

    /// <summary>The value as the text that a template gives.</summary>
    public string Rendered => Kind switch
    {
        HomeValueKind.Number => Text.Length > 0 ? Text : Number.ToString("R", CultureInfo.InvariantCulture),
        HomeValueKind.Text => Text.Trim(),
        HomeValueKind.Json => Json.GetRawText(),
        _ => "",
    };
}

/// <summary>What a <see cref="HomeValue"/> is.</summary>
enum HomeValueKind
{
    Missing,
    Number,
    Text,
    Json,
}
