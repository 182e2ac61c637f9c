using System.Text;
using System.Text.Json;
using Werkstrom.Connect.Mqtt.HomeAssistant;

namespace Werkstrom.Tests.Connect.Mqtt.HomeAssistant;

/// <summary>Templates: expected values worked out by hand after Jinja's documentation.</summary>
public sealed class HomeTemplateTests
{
    const string Payload = """{"temperature":21.55,"state":"ON","on":true,"a b":{"c":[10,20]},"text":" 7.25 ","power":1500,"nothing":null,"odd":"x"}""";

    [Theory]
    [InlineData("{{ value_json.temperature }}", "21.55")]
    [InlineData("{{value_json.temperature|float}}", "21.55")]
    [InlineData("{{- value_json.state -}}", "ON")]
    [InlineData("{{ value_json.on }}", "True")]
    [InlineData("{{ value_json['a b'].c[1] }}", "20")]
    [InlineData("{{ value_json[\"a b\"]['c'][0] | int }}", "10")]
    [InlineData("{{ value_json.text | float }}", "7.25")]
    [InlineData("{{ value_json.temperature | round(1) }}", "21.6")]
    [InlineData("{{ value_json.temperature | round }}", "22")]
    [InlineData("{{ value_json.temperature | int }}", "21")]
    [InlineData("{{ value_json.power / 1000 }}", "1.5")]
    [InlineData("{{ (value_json.power | float / 1000) | round(2) }}", "1.5")]
    [InlineData("{{ value_json.power | float * 0.5 + 2 }}", "752")]
    [InlineData("{{ 2 + value_json.power * 2 - 1 }}", "3001")]
    [InlineData("{{ value_json.odd | float(0) }}", "0")]
    [InlineData("{{ value_json.odd | float }}", "")]
    [InlineData("{{ value_json.missing }}", "")]
    [InlineData("{{ value_json.nothing }}", "")]
    [InlineData("{{ value_json.missing | default('none here') }}", "none here")]
    [InlineData("{{ value_json.missing | default(-1) }}", "-1")]
    [InlineData("{{ value_json.state | lower | upper | trim | string }}", "ON")]
    [InlineData("{{ value_json.state | is_defined }}", "ON")]
    [InlineData("{{ value_json['a b'] }}", "{\"c\":[10,20]}")]
    [InlineData("{{ 'fix' }}", "fix")]
    public void Worked_out(string template, string expected)
    {
        using var json = JsonDocument.Parse(Payload);
        Assert.Equal(expected, HomeTemplate.Parse(template)!.Of(Payload, json.RootElement).Rendered);
    }

    [Fact]
    public void The_payload_itself() => Assert.Equal("21.5", HomeTemplate.Parse("{{ value }}")!.Of("21.5", null).Rendered);

    [Theory]
    [InlineData("{{ 'ON' if value_json.on else 'OFF' }}")]
    [InlineData("{% if value_json.x %}1{% endif %}")]
    [InlineData("{{ states('sensor.x') }}")]
    [InlineData("{{ value_json.x | timestamp_custom('%H') }}")]
    [InlineData("{{ value_json.x | round(99) }}")]
    [InlineData("{{ value_json. }}")]
    [InlineData("{{ value_json['x }}")]
    [InlineData("{{ (value }}")]
    [InlineData("{{ }}")]
    [InlineData("{{}}")]
    [InlineData("value_json.x")]
    [InlineData("{{ value }} {{ value }}")]
    public void Other_forms_are_not_read(string template) => Assert.Null(HomeTemplate.Parse(template));

    [Fact]
    public void Deep_brackets_end() =>
        Assert.Null(HomeTemplate.Parse("{{ " + new StringBuilder().Append('(', 100_000) + "value" + new StringBuilder().Append(')', 100_000) + " }}"));
}
