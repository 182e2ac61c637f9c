using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Packets;

/// <summary>What no packet may be, with the reason that MQTT 5 gives for it.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("00 00", "type 0 is forbidden")]
    [InlineData("C1 00", "[MQTT-2.1.3-1] reserved flags of PINGREQ")]
    [InlineData("80 06 00 01 00 00 01 'a' 00", "[MQTT-3.8.1-1] flags of SUBSCRIBE")]
    [InlineData("60 02 00 01", "[MQTT-3.6.1-1] flags of PUBREL")]
    [InlineData("36 07 00 01 'a' 00 01 00 'x'", "[MQTT-3.3.1-4] QoS 3")]
    [InlineData("38 05 00 01 'a' 00 'x'", "[MQTT-3.3.1-2] DUP with QoS 0")]
    [InlineData("32 07 00 01 'a' 00 00 00 'x'", "[MQTT-2.2.1-3] packet identifier 0")]
    [InlineData("30 04 00 01 00 00", "[MQTT-1.5.4-2] U+0000 in a topic")]
    [InlineData("30 06 00 03 ED A0 80 00", "[MQTT-1.5.4-1] a surrogate in a topic")]
    [InlineData("30 05 00 02 C0 80 00", "[MQTT-1.5.4-1] an overlong form in a topic")]
    [InlineData("30 03 00 05 'a'", "the topic ends behind the packet")]
    [InlineData("30 06 00 01 'a' 05 01 00", "the property list ends behind the packet")]
    [InlineData("30 06 00 01 'a' 02 7F 00", "an unknown property")]
    [InlineData("30 07 00 01 'a' 03 21 00 05", "a property of another packet")]
    [InlineData("30 80 00", "[MQTT-1.5.5-1] remaining length with a needless byte")]
    [InlineData("30 05 00 01 'a' 80 00", "[MQTT-1.5.5-1] property length with a needless byte")]
    [InlineData("30 FF FF FF FF 01", "remaining length of five bytes")]
    [InlineData("C0 01 00", "PINGREQ with a body")]
    [InlineData("82 06 00 01 00 00 01 'a'", "a SUBSCRIBE without options")]
    [InlineData("82 07 00 01 00 00 01 'a' 40", "[MQTT-3.8.3-5] reserved bits of the options")]
    [InlineData("82 06 00 01 00 00 00 00", "[MQTT-4.7.3-1] an empty filter")]
    [InlineData("A2 05 00 01 00 00 00", "[MQTT-4.7.3-1] an empty filter")]
    [InlineData("E2 00", "[MQTT-3.14.1-1] reserved flags of DISCONNECT")]
    [InlineData("40 03 00 01 55", "an unknown reason code")]
    [InlineData("E0 01 01", "a reason code that DISCONNECT does not have")]
    public void Malformed(string hex, string what) => Assert.Equal((what, MqttReason.MalformedPacket), (what, Fault(hex, MqttVersion.V5)));

    [Theory]
    [InlineData("30 06 00 01 'a' 02 01 02", "payload format indicator 2")]
    [InlineData("30 08 00 01 'a' 04 01 00 01 00", "a property twice")]
    [InlineData("30 03 00 00 00", "[MQTT-3.3.2-8] neither topic nor alias")]
    [InlineData("30 08 00 01 'a' 04 08 00 01 '#'", "[MQTT-3.3.2-14] response topic with a wildcard")]
    [InlineData("82 03 00 01 00", "[MQTT-3.8.3-2] no filter")]
    [InlineData("A2 03 00 01 00", "[MQTT-3.10.3-2] no filter")]
    [InlineData("82 07 00 01 00 00 01 'a' 03", "QoS 3 in the options")]
    [InlineData("82 07 00 01 00 00 01 'a' 30", "retain handling 3")]
    [InlineData("82 09 00 01 02 0B 00 00 01 'a' 00", "subscription identifier 0")]
    [InlineData("F0 02 18 00", "AUTH without a method")]
    public void Protocol_error(string hex, string what) => Assert.Equal((what, MqttReason.ProtocolError), (what, Fault(hex, MqttVersion.V5)));

    [Theory]
    [InlineData("30 07 00 01 'a' 03 23 00 00", MqttReason.TopicAliasInvalid)] // [MQTT-3.3.2-8] alias 0
    [InlineData("30 06 00 03 'a/#' 00", MqttReason.TopicNameInvalid)] // [MQTT-3.3.2-2]
    [InlineData("30 7F 00", MqttReason.PacketTooLarge)]
    public void A_fault_with_a_reason_of_its_own(string hex, MqttReason reason) => Assert.Equal(reason, Fault(hex, MqttVersion.V5));

    [Theory]
    [InlineData("10 0D 00 04 'MQTT' 04 03 00 00 00 01 'c'", MqttReason.MalformedPacket, "[MQTT-3.1.2-3] reserved flag")]
    [InlineData("10 0D 00 04 'MQTT' 04 1E 00 00 00 01 'c'", MqttReason.MalformedPacket, "[MQTT-3.1.2-12] will of QoS 3")]
    [InlineData("10 0D 00 04 'MQTT' 04 22 00 00 00 01 'c'", MqttReason.MalformedPacket, "[MQTT-3.1.2-11] will retain without will")]
    [InlineData("10 10 00 04 'MQTT' 04 42 00 00 00 01 'c' 00 01 'p'", MqttReason.MalformedPacket, "3.1.1 [MQTT-3.1.2-22] password without user name")]
    [InlineData("10 0D 00 04 'MQTS' 04 02 00 00 00 01 'c'", MqttReason.MalformedPacket, "[MQTT-3.1.2-1] protocol name")]
    [InlineData("10 0D 00 04 'MQTT' 06 02 00 00 00 01 'c'", MqttReason.UnsupportedProtocolVersion, "[MQTT-3.1.2-2] level")]
    [InlineData("10 0F 00 06 'MQIsdp' 03 02 00 00 00 01 'c'", MqttReason.UnsupportedProtocolVersion, "MQTT 3.1")]
    [InlineData("10 0B 00 04 'MQTT' 04 02 00 00 00", MqttReason.MalformedPacket, "no client identifier")]
    [InlineData("10 0E 00 04 'MQTT' 04 02 00 00 00 01 'c' 00", MqttReason.MalformedPacket, "a byte too much")]
    [InlineData("10 11 00 04 'MQTT' 05 02 00 00 03 21 00 00 00 01 'c'", MqttReason.ProtocolError, "receive maximum 0")]
    [InlineData("10 13 00 04 'MQTT' 05 02 00 00 05 27 00 00 00 00 00 01 'c'", MqttReason.ProtocolError, "maximum packet size 0")]
    [InlineData("10 12 00 04 'MQTT' 05 02 00 00 04 16 00 01 00 00 01 'c'", MqttReason.ProtocolError, "authentication data without a method")]
    [InlineData("10 16 00 04 'MQTT' 05 06 00 00 00 00 01 'c' 00 00 03 'a/+' 00 01 'x'", MqttReason.TopicNameInvalid, "will topic with a wildcard")]
    [InlineData("C0 00", MqttReason.ProtocolError, "[MQTT-3.1.0-1] the first packet is a CONNECT")]
    public void A_connect_that_is_refused(string hex, MqttReason reason, string what) =>
        Assert.Equal((what, reason), (what, Fault(hex, MqttVersion.Unknown)));

    [Theory]
    [InlineData("F0 00", "AUTH is not of 3.1.1")]
    [InlineData("82 06 00 01 00 01 'a' 04", "[MQTT-3-8.3-4] reserved bits of the QoS")]
    [InlineData("30 02 00 00", "an empty topic")]
    public void Malformed_in_3_1_1(string hex, string what) => Assert.Equal((what, MqttReason.MalformedPacket), (what, Fault(hex, MqttVersion.V311)));

    static MqttReason Fault(string hex, MqttVersion version)
    {
        var result = MqttReader.TryRead(Hex.Bytes(hex), version, 100, out _, out _, out var fault);
        Assert.Equal(MqttReadResult.Fault, result);
        Assert.NotNull(fault.Text);
        return fault.Reason;
    }
}
