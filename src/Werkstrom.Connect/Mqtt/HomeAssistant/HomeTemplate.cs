using System.Text.Json;

namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>
/// A template of Home Assistant in one of the simple forms: <c>{{ value }}</c>, <c>{{ value_json.x['y'][0] }}</c>, with the filters
/// float, int, round, abs, default, is_defined, string, trim, lower, upper, and with + - * / and brackets.
/// </summary>
/// <remarks>Source: Jinja 3, "Template Designer Documentation": a filter binds more tightly than an operator.</remarks>
sealed class HomeTemplate
{
    readonly HomeExpression _expression;

    HomeTemplate(HomeExpression expression) => _expression = expression;

    /// <summary>Whether it reads the payload as JSON.</summary>
    public bool NeedsJson { get; private init; }

    /// <summary>Reads a template; null for one in another form.</summary>
    public static HomeTemplate? Parse(string text)
    {
        var inner = text.Trim();
        if (!inner.StartsWith("{{", StringComparison.Ordinal) || !inner.EndsWith("}}", StringComparison.Ordinal) || inner.Length < 5)
            return null;
        inner = inner[2..^2].Trim('-'); // {{- and -}} only take white space away
        return HomeParser.Parse(inner) is { } expression ? new(expression) { NeedsJson = inner.Contains("value_json", StringComparison.Ordinal) } : null;
    }

    /// <summary>Works it out; <see cref="HomeValue.Missing"/> when the payload does not hold what it asks for.</summary>
    /// <param name="text">The payload as a text.</param>
    /// <param name="json">The payload as JSON; null when it is none.</param>
    public HomeValue Of(string text, JsonElement? json) => _expression(new(text, json));
}

/// <summary>A part of a template, ready to be worked out.</summary>
delegate HomeValue HomeExpression(in HomePayload payload);

/// <summary>What a template works on.</summary>
readonly record struct HomePayload(string Text, JsonElement? Json);
