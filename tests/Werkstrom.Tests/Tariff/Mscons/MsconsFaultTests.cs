using System.Text;
using Werkstrom.Tariff.Mscons;

namespace Werkstrom.Tests.Tariff.Mscons;

/// <summary>What is wrong in a message is said, all at once, and nothing throws.</summary>
public sealed class MsconsFaultTests
{
    const string Good =
        "UNA:+.? '\r\nUNB+UNOC:3+9900000000001:500+4012345678901:14+261122:1300+R1++TL'\r\nUNH+1+MSCONS:D:04B:UN:2.4c'BGM+Z48+N1+9'DTM+137:202611221300?+00:303'" +
        "RFF+Z13:13025'NAD+MS+9900000000001::293'NAD+MR+4012345678901::9'UNS+D'NAD+DP'LOC+172+41373559241'DTM+163:202611210000?+00:303'" +
        "DTM+164:202611210030?+00:303'LIN+1'PIA+5+1-1?:1.29.0:SRW'QTY+220:1.25'DTM+163:202611210000?+00:303'DTM+164:202611210015?+00:303'" +
        "QTY+67:0.5'DTM+163:202611210015?+00:303'DTM+164:202611210030?+00:303'STS+Z32++Z92'UNT+21+1'UNZ+1+R1'\n";

    [Fact]
    public void A_right_message_has_no_fault()
    {
        var file = Read(Good);
        Assert.Empty(file.Faults);
        var message = Assert.Single(file.Messages);
        Assert.Equal(("13025", "Z48", "9900000000001"), (message.Check, message.Document, message.Sender));
        var place = Assert.Single(message.Places);
        Assert.Equal(("41373559241", new DateTimeOffset(2026, 11, 21, 0, 30, 0, default)), (place.Id, place.End));
        var series = Assert.Single(place.Series);
        Assert.Equal("1-1:1.29.0", series.Obis);
        // 2026-11-21T00:00Z is day 20,778: × 1,440 min (date -d 2026-11-21 +%s / 60 = 29,920,320)
        Assert.Equal([new(29_920_320, 29_920_335, 1250, MsconsStatus.True), new(29_920_335, 29_920_350, 500, MsconsStatus.Substitute)], series.Values);
        Assert.Equal((1, "Z32"), (Assert.Single(series.Details).Value, series.Details[0].Segment[0]));
    }

    [Theory]
    [InlineData("UNT+21+1", "UNT+22+1", "UNT counts 22 segments, the message has 21 from UNH to UNT.")]
    [InlineData("UNT+21+1", "UNT+21+2", "UNT: reference '2' instead of '1' as in UNH.")]
    [InlineData("UNZ+1+R1", "UNZ+2+R1", "UNZ counts 2 messages, the interchange has 1.")]
    [InlineData("UNZ+1+R1", "UNZ+1+R2", "UNZ: reference 'R2' instead of 'R1' as in UNB.")]
    [InlineData("UNZ+1+R1'", "", "The interchange ends without UNZ.")]
    [InlineData("UNT+21+1'", "", "The message '1' has no UNT.")]
    [InlineData("41373559241", "41373559242", "LOC+172: '41373559242' is no id of a delivery point (MaLo): eleven digits, the last a check digit.")]
    [InlineData("41373559241", "4137355924", "LOC+172: '4137355924' has 10 characters; a delivery point (MaLo) has 11, a meter point (MeLo) 33.")]
    [InlineData("QTY+67:0.5", "QTY+68:0.5", "QTY: '68' is no kind of value; 220, 67, 201, 20, 187, 79, Z18, Z30, Z31 and Z47 are.")]
    [InlineData("QTY+67:0.5", "QTY+67:0.5x", "QTY: '0.5x' is no number with 1 to 15 digits before its decimal mark.")]
    [InlineData("QTY+67:0.5", "QTY+67:0.5001", "QTY: '0.5001' has more than three decimals; the value is left out, as rounding it would change the sum.")]
    [InlineData("DTM+164:202611210015?+00:303'", "DTM+164:202611210000?+00:303'", "QTY ends (202611210000+00) not after its start (202611210000+00); the value is left out.")]
    [InlineData("QTY+67:0.5'DTM+163:202611210015", "QTY+67:0.5'DTM+163:202611210000", "QTY begins (202611210000+00) before the end of the value before it (202611210015+00): twice, or out of order.")]
    [InlineData("DTM+164:202611210015?+00:303'", "DTM+164:202611210115?+01:303'", "DTM+164: '202611210115+01' is not UTC (+00).")]
    [InlineData("DTM+164:202611210015?+00:303'", "DTM+164:202611310015?+00:303'", "DTM+164: '202611310015+00' is no time of form 303.")]
    [InlineData("DTM+137:202611221300?+00:303'", "", "The message has no DTM+137, when it was made.")]
    [InlineData("NAD+MS+9900000000001::293'", "NAD+MS+990::293'", "NAD+MS: the partner '990' is no id of a market partner: thirteen digits.")]
    [InlineData(":2.4c", ":2.3c", "UNH: message 'MSCONS:D:04B:UN:2.3c' instead of MSCONS:D:04B:UN:2.4c.")]
    [InlineData("UNB+UNOC:3", "UNB+UNOA:3", "UNB: syntax 'UNOA:3' instead of UNOC:3.")]
    [InlineData("UNS+D", "UNS+S", "UNS: 'S' instead of D.")]
    [InlineData("LOC+172+41373559241'", "", "The place before this segment has no LOC, so nobody knows what its values belong to.")]
    [InlineData("UNT+21+1'", "UNT+21+1'UNH+2+MSCONS:D:04B:UN:2.4c'BGM+7+N2+9'DTM+137:202611221300?+00:303'NAD+MS+9900000000001'NAD+MR+4012345678901'UNS+D'UNT+7+2'", "The message has no place (NAD, LOC) and so no values.")]
    [InlineData("LIN+1'", "LIN+100000'", "LIN: '100000' is no number from 1 to 99999.")]
    [InlineData("BGM+Z48", "?GM+Z48", "'?GM+Z48+N1+9' does not begin with the tag of a segment: three letters or digits.")]
    public void A_fault_is_named(string right, string wrong, string fault) =>
        Assert.Contains(fault, Read(Good.Replace(right, wrong, StringComparison.Ordinal)).Faults.Select(f => f.Text));

    [Fact]
    public void All_faults_are_said_at_once_with_segment_and_byte()
    {
        var text = Good.Replace("41373559241", "41373559242", StringComparison.Ordinal).Replace("QTY+67:0.5", "QTY+68:0.5", StringComparison.Ordinal)
            .Replace("UNZ+1+R1", "UNZ+9+R1", StringComparison.Ordinal);
        var file = Read(text);
        Assert.Equal([10, 18, 23], file.Faults.Select(f => f.Segment)); // UNB is 1, UNH 2, LOC 10, the second QTY 18, UNZ 23
        Assert.Equal(["LOC", "QTY", "UNZ"], file.Faults.Select(f => text.Substring((int)f.Position, 3)));
        Assert.Equal(2, Assert.Single(file.Messages).Faults);
    }

    [Theory]
    [InlineData("220", MsconsStatus.True)]
    [InlineData("67", MsconsStatus.Substitute)]
    [InlineData("201", MsconsStatus.Proposed)]
    [InlineData("20", MsconsStatus.Unusable)]
    [InlineData("187", MsconsStatus.Forecast)]
    [InlineData("79", MsconsStatus.Sum)]
    [InlineData("Z18", MsconsStatus.Preliminary)]
    [InlineData("Z30", MsconsStatus.Missing)]
    [InlineData("Z31", MsconsStatus.Z31)]
    [InlineData("Z47", MsconsStatus.Z47)]
    public void Every_kind_of_value_is_read_and_written(string code, MsconsStatus status)
    {
        var file = Read(Good.Replace("QTY+67", $"QTY+{code}", StringComparison.Ordinal));
        Assert.Empty(file.Faults);
        Assert.Equal(status, file.Messages[0].Places[0].Series[0].Values[1].Status);
        Assert.Contains($"QTY+{code}:0.5'", Encoding.Latin1.GetString(MsconsWriter.Write(file.Head!, file.Messages)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-1.5", -1500)]
    [InlineData("1,250", 1250)]
    [InlineData("123456789012345.678", 123_456_789_012_345_678)]
    [InlineData("0.001000", 1)]
    public void Numbers_are_exact(string text, long thousandths)
    {
        var file = Read(Good.Replace("QTY+67:0.5", $"QTY+67:{text}", StringComparison.Ordinal));
        Assert.Empty(file.Faults);
        Assert.Equal(thousandths, file.Messages[0].Places[0].Series[0].Values[1].Thousandths);
    }

    [Theory]
    [InlineData("")]
    [InlineData("UNA")]
    [InlineData("<html>503</html>")]
    [InlineData("UNA:::: '")]
    [InlineData("UNA:+.? ")]
    [InlineData("UNB'UNH'UNS'LIN'QTY'DTM'UNT'UNZ'")]
    [InlineData("UNB+UNOC:3'LIN+1'QTY+220:1'DTM+163'UNS+D'LOC'LIN'QTY+220:'QTY+220:.'QTY+220:-'QTY+220:1:'DTM+9'")]
    public void A_text_that_is_none_has_faults(string text) => Assert.NotEmpty(Read(text).Faults);

    [Fact]
    public void Every_cut_text_has_a_fault_and_keeps_what_came_before()
    {
        var text = Encoding.Latin1.GetBytes(Good.TrimEnd());
        for (var length = 0; length < text.Length; length++)
            Assert.NotEmpty(MsconsReader.Read(text.AsSpan(0, length)).Faults);
        var half = MsconsReader.Read(text.AsSpan(0, Good.IndexOf("QTY+67", StringComparison.Ordinal)));
        Assert.Equal(1250, Assert.Single(half.Messages[0].Places[0].Series[0].Values).Thousandths);
    }

    [Fact]
    public void Changed_bytes_never_throw()
    {
        Random chance = new(5);
        var good = Encoding.Latin1.GetBytes(Good);
        for (var round = 0; round < 20_000; round++)
        {
            var text = good.ToArray();
            for (var i = chance.Next(1, 8); i > 0; i--)
                text[chance.Next(text.Length)] = chance.Next(3) == 0 ? (byte)chance.Next(256) : good[chance.Next(good.Length)];
            var file = MsconsReader.Read(text);
            Assert.Equal(Math.Min(MsconsReader.MostFaults, file.FaultCount), file.Faults.Count);
            foreach (var message in file.Messages) // what is computed when asked for holds, too
                _ = (message.Created, message.Check, message.Receiver, message.Places.Count(p => p.From is not null && p.End is not null && p.Id.Length > 0));
        }
    }

    [Fact]
    public void More_than_9999_values_of_a_line_are_a_fault()
    {
        StringBuilder text = new(Good[..Good.IndexOf("QTY+220", StringComparison.Ordinal)]);
        for (var i = 0; i < 10_001; i++)
            text.Append("QTY+220:1'").Append("DTM+9:202611210000?+00:303'");
        Assert.Contains("A LIN has at most 9999 QTY.", Read(text.ToString()).Faults.Select(f => f.Text));
    }

    static MsconsFile Read(string text) => MsconsReader.Read(Encoding.Latin1.GetBytes(text));
}
