using System.Text;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Tests.Connect;

/// <summary>
/// Literals from the InfluxDB line protocol reference, https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/,
/// and from its section "Special characters".
/// </summary>
public sealed class LineTextTests
{
    [Theory]
    [InlineData("myMeasurement,tag1=value1,tag2=value2 fieldKey=\"fieldValue\" 1556813561098000000", "myMeasurement|tag1=value1|tag2=value2|fieldKey=fieldValue|1556813561098000000")]
    [InlineData("myMeasurementName fieldKey=\"fieldValue\" 1556813561098000000", "myMeasurementName|fieldKey=fieldValue|1556813561098000000")]
    [InlineData("myMeasurement,tagKey1=tagValue1,tagKey2=tagValue2 fieldKey=\"fieldValue\"", "myMeasurement|tagKey1=tagValue1|tagKey2=tagValue2|fieldKey=fieldValue|")]
    [InlineData("my\\ Measurement fieldKey=\"string value\"", "my Measurement|fieldKey=string value|")]
    [InlineData("myMeasurement fieldKey=\"\\\"string\\\" within a string\"", "myMeasurement|fieldKey=\"string\" within a string|")]
    [InlineData("myMeasurement,tag\\ Key1=tag\\ Value1,tag\\ Key2=tag\\ Value2 fieldKey=100", "myMeasurement|tag Key1=tag Value1|tag Key2=tag Value2|fieldKey=100|")]
    [InlineData("myMeasurement,tagKey=\ud83c\udf6d fieldKey=\"Launch \ud83d\ude80\" 1556813561098000000", "myMeasurement|tagKey=\ud83c\udf6d|fieldKey=Launch \ud83d\ude80|1556813561098000000")]
    [InlineData("airSensors,sensorID=A0S0 temp=72.1,humidity=\"a, b=c\" -5", "airSensors|sensorID=A0S0|temp=72.1|humidity=a, b=c|-5")]
    [InlineData("a\\,b,c\\=d=e\\,f g\\ h=1i", "a,b|c=d=e,f|g h=1i|")]
    [InlineData("weather,location=us\\\\midwest temp=\"C:\\\\x\"", "weather|location=us\\midwest|temp=C:\\x|")]
    [InlineData("path,dir=C:\\temp v=1", "path|dir=C:\\temp|v=1|")]
    [InlineData("  m,b=2,a=1   v=1   7  ", "m|a=1|b=2|v=1|7")]
    public void A_line_falls_into_its_parts(string line, string parts)
    {
        Assert.Null(LineText.TryParse(Encoding.UTF8.GetBytes(line), out var text));

        Assert.Equal(parts, string.Join('|', [
            text!.Measurement,
            .. text.Tags.Select(tag => $"{tag.Key}={tag.Value}"),
            .. text.Fields.Select(field => $"{field.Name}={Shown(field)}"),
            Encoding.UTF8.GetString(text.Time),
        ]));
    }

    [Theory]
    [InlineData("m", Reasons.Syntax)]
    [InlineData("m ", Reasons.Syntax)]
    [InlineData("m,t=1", Reasons.Syntax)]
    [InlineData(",t=1 v=1", Reasons.Syntax)]
    [InlineData("m,=1 v=1", Reasons.Syntax)]
    [InlineData("m,t v=1", Reasons.Syntax)]
    [InlineData("m, v=1", Reasons.Syntax)]
    [InlineData("m,t= v=1", Reasons.EmptyTag)]
    [InlineData("m,t=1,t=2 v=1", Reasons.DuplicateTag)]
    [InlineData("m v", Reasons.Syntax)]
    [InlineData("m v=", Reasons.Syntax)]
    [InlineData("m =1", Reasons.Syntax)]
    [InlineData("m v=1,", Reasons.Syntax)]
    [InlineData("m v=1,,w=2", Reasons.Syntax)]
    [InlineData("m v=\"open", Reasons.Syntax)]
    [InlineData("m v=\"open\\\"", Reasons.Syntax)]
    [InlineData("m v=\"a\"b", Reasons.Syntax)]
    [InlineData("m v=1 2 3", Reasons.Syntax)]
    [InlineData("m v\\=1", Reasons.Syntax)]
    [InlineData("m v=1 w=2 3", Reasons.Syntax)]
    public void A_bad_line_has_a_reason(string line, string code) =>
        Assert.Equal(code, LineText.TryParse(Encoding.UTF8.GetBytes(line), out _)?.Code);

    [Fact]
    public void Bytes_that_are_no_text_have_a_reason() =>
        Assert.Equal(Reasons.Encoding, LineText.TryParse([(byte)'m', 0xFF, (byte)' ', (byte)'v', (byte)'=', (byte)'1'], out _)?.Code);

    static string Shown(FieldText field) =>
        field.IsText ? LineText.UnescapeString(field.Value.AsSpan(1, field.Value.Length - 2)) : Encoding.UTF8.GetString(field.Value);
}
