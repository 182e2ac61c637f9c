using System.Buffers;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Packets;

public sealed class WriterTests
{
    readonly ArrayBufferWriter<byte> _out = new();

    [Fact]
    public void A_connect_of_3_1_1()
    {
        MqttWriter.Connect(_out, new MqttConnect
        {
            Version = MqttVersion.V311,
            ClientId = "c",
            KeepAlive = 10,
            UserName = "me",
            Password = "pwd"u8.ToArray(),
            Will = new MqttWill { Topic = "w/t", Payload = "by"u8.ToArray(), Qos = MqttQos.AtLeastOnce },
        });

        AssertWritten("10 1F 00 04 'MQTT' 04 CE 00 0A 00 01 'c' 00 03 'w/t' 00 02 'by' 00 02 'me' 00 03 'pwd'");
    }

    [Fact]
    public void A_connect_of_5()
    {
        MqttWriter.Connect(_out, new MqttConnect
        {
            Version = MqttVersion.V5,
            ClientId = "c",
            CleanStart = false,
            Properties = new MqttProperties { SessionExpiryInterval = 120, ReceiveMaximum = 20 },
            Will = new MqttWill { Topic = "w", Retain = true, Properties = new MqttProperties { WillDelayInterval = 5 } },
        });

        AssertWritten("10 21 00 04 'MQTT' 05 24 00 00 08 11 00 00 00 78 21 00 14 00 01 'c' 05 18 00 00 00 05 00 01 'w' 00 00");
    }

    [Fact]
    public void A_connack_of_both_versions()
    {
        var ack = new MqttConnAck(true, 0, new MqttProperties { AssignedClientIdentifier = "x", MaximumQos = 1 });
        MqttWriter.ConnAck(_out, MqttVersion.V311, ack);
        MqttWriter.ConnAck(_out, MqttVersion.V5, ack);

        AssertWritten("20 02 01 00 20 09 01 00 06 12 00 01 'x' 24 01");
    }

    [Fact]
    public void A_publish_of_both_versions()
    {
        var publish = new MqttPublish { Topic = "a/b"u8.ToArray(), Payload = "xyz"u8.ToArray(), Qos = MqttQos.ExactlyOnce, Id = 10, Dup = true, Retain = true };
        var v311 = MqttWriter.Publish(_out, MqttVersion.V311, publish);
        var v5 = MqttWriter.Publish(_out, MqttVersion.V5, publish with { RawProperties = MqttWriter.Properties(new() { TopicAlias = 7 }) });

        AssertWritten("3D 0A 00 03 'a/b' 00 0A 'xyz' 3D 0E 00 03 'a/b' 00 0A 03 23 00 07 'xyz'");
        Assert.Equal((12, 16), (v311, v5));
    }

    [Fact]
    public void A_publish_from_its_parts()
    {
        var parts = new PublishWriter { Topic = default, Alias = 3, Expiry = 9, SubscriptionIds = [1, 200], Payload = "p"u8, Properties = [0x01, 0x01] };
        var size = parts.Write(_out, MqttVersion.V5);

        AssertWritten("30 13 00 00 0F 02 00 00 00 09 23 00 03 0B 01 0B C8 01 01 01 'p'");
        Assert.Equal((21, 21), (size, parts.Measure(MqttVersion.V5)));
    }

    [Fact]
    public void A_long_publish_has_a_remaining_length_of_three_bytes()
    {
        MqttWriter.Publish(_out, MqttVersion.V311, new MqttPublish { Topic = "t"u8.ToArray(), Payload = new byte[16_381] });

        Assert.Equal(Hex.Bytes("30 80 80 01 00 01 't'"), _out.WrittenSpan[..7].ToArray());
        Assert.Equal(4 + 16_384, _out.WrittenCount);
    }

    [Theory]
    [InlineData(MqttVersion.V311, "40 02 00 05 62 02 00 05")]
    [InlineData(MqttVersion.V5, "40 03 00 05 10 62 02 00 05")]
    public void Acknowledgements(MqttVersion version, string expected)
    {
        MqttWriter.Ack(_out, version, MqttPacketType.PubAck, new MqttAck(5, MqttReason.NoMatchingSubscribers));
        MqttWriter.Ack(_out, version, MqttPacketType.PubRel, new MqttAck(5));

        AssertWritten(expected);
    }

    [Fact]
    public void An_acknowledgement_that_says_why()
    {
        MqttWriter.Ack(_out, MqttVersion.V5, MqttPacketType.PubAck, new MqttAck(5, MqttReason.QuotaExceeded, new MqttProperties { ReasonString = "full" }));

        AssertWritten("40 0B 00 05 97 07 1F 00 04 'full'");
    }

    [Fact]
    public void Subscribe_and_unsubscribe()
    {
        var properties = new MqttProperties { SubscriptionIdentifier = 9 };
        MqttWriter.Subscribe(
            _out,
            MqttVersion.V5,
            new(11, [new("a/#", MqttQos.AtLeastOnce, true, true, MqttRetainHandling.DoNotSend), new("+/b", MqttQos.AtMostOnce)], properties));
        MqttWriter.Subscribe(_out, MqttVersion.V311, new(12, [new("a", MqttQos.ExactlyOnce)]));
        MqttWriter.Unsubscribe(_out, MqttVersion.V311, new(13, ["a"]));

        AssertWritten("82 11 00 0B 02 0B 09 00 03 'a/#' 2D 00 03 '+/b' 00 82 06 00 0C 00 01 'a' 02 A2 05 00 0D 00 01 'a'");
    }

    [Fact]
    public void Answers_to_subscribe_and_unsubscribe()
    {
        MqttWriter.SubAck(_out, MqttVersion.V311, MqttPacketType.SubAck, new(1, [MqttReason.GrantedQos2, MqttReason.UnspecifiedError]));
        MqttWriter.SubAck(_out, MqttVersion.V311, MqttPacketType.UnsubAck, new(2, [MqttReason.Success]));
        MqttWriter.SubAck(_out, MqttVersion.V5, MqttPacketType.UnsubAck, new(2, [MqttReason.NoSubscriptionExisted]));

        AssertWritten("90 04 00 01 02 80 B0 02 00 02 B0 04 00 02 00 11");
    }

    [Fact]
    public void Disconnect_auth_and_ping()
    {
        MqttWriter.Disconnect(_out, MqttVersion.V311, MqttPacketType.Disconnect, new(MqttReason.ServerShuttingDown));
        MqttWriter.Disconnect(_out, MqttVersion.V5, MqttPacketType.Disconnect, new(MqttReason.SessionTakenOver));
        MqttWriter.Disconnect(_out, MqttVersion.V5, MqttPacketType.Auth, new(MqttReason.ContinueAuthentication, new() { AuthenticationMethod = "m" }));
        MqttWriter.Ping(_out, MqttPacketType.PingResp);

        AssertWritten("E0 00 E0 01 8E F0 06 18 04 15 00 01 'm' D0 00");
    }

    void AssertWritten(string expected) => Assert.Equal(Hex.Text(Hex.Bytes(expected)), Hex.Text(_out.WrittenSpan));
}
