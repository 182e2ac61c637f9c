using System.Buffers;
using System.Text;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Packets;

/// <summary>Packets written out by hand from the two standards.</summary>
public sealed class ReaderTests
{
    [Fact]
    public void A_connect_of_3_1_1_with_everything()
    {
        // the example of 3.1.1 section 3.1.2 (user name, password, will of QoS 1, clean session, keep-alive 10) with a payload
        var c = Read("10 1F 00 04 'MQTT' 04 CE 00 0A 00 01 'c' 00 03 'w/t' 00 02 'by' 00 02 'me' 00 03 'pwd'", MqttVersion.Unknown).Connect;

        Assert.Equal(
            (MqttVersion.V311, "c", true, (ushort)10, "me", "w/t", MqttQos.AtLeastOnce, false),
            (c.Version, c.ClientId, c.CleanStart, c.KeepAlive, c.UserName!, c.Will!.Topic, c.Will.Qos, c.Will.Retain));
        Assert.Equal("pwd", Encoding.UTF8.GetString(c.Password!.Value.Span));
        Assert.Equal("by", Encoding.UTF8.GetString(c.Will.Payload.Span));
    }

    [Fact]
    public void A_connect_of_5_with_properties_of_its_own_and_of_the_will()
    {
        var c = Read(
            "10 33 00 04 'MQTT' 05 2E 00 3C 12 11 00 00 00 78 21 00 14 22 00 05 27 00 00 04 00 19 01"
            + " 00 01 'c' 0C 18 00 00 00 05 02 00 00 00 09 01 01 00 01 'w' 00 01 'x'",
            MqttVersion.Unknown).Connect;

        var p = c.Properties!;
        Assert.Equal((120u, (ushort)20, (ushort)5, 1024u, true), (p.SessionExpiryInterval, p.ReceiveMaximum, p.TopicAliasMaximum, p.MaximumPacketSize, p.RequestResponseInformation));
        Assert.Null(p.RequestProblemInformation);
        Assert.Equal((5u, 9u, true, true), (c.Will!.Properties!.WillDelayInterval, c.Will.Properties.MessageExpiryInterval, c.Will.Properties.PayloadIsText, c.Will.Retain));
    }

    [Fact]
    public void A_publish_of_3_1_1()
    {
        var p = Read("3D 0A 00 03 'a/b' 00 0A 'xyz'", MqttVersion.V311).Publish;

        Assert.Equal(("a/b", "xyz", (ushort)10, MqttQos.ExactlyOnce, true, true), (Text(p.Topic), Text(p.Payload), p.Id, p.Qos, p.Retain, p.Dup));
    }

    [Fact]
    public void A_publish_of_5_with_every_property()
    {
        var p = Read(
            "30 29 00 01 't' 23 01 01 02 00 00 00 0A 23 00 07 08 00 01 'r' 09 00 02 00 FF 26 00 01 'k' 00 01 'v' 0B 81 01 0B 05 03 00 01 'j' '!!'",
            MqttVersion.V5).Publish;
        var properties = p.Properties;

        Assert.Equal((10u, (ushort)7, true), (p.ExpiryInterval, p.TopicAlias, p.HasSubscriptionIdentifier));
        Assert.Equal((true, "r", "j"), (properties.PayloadIsText, properties.ResponseTopic, properties.ContentType));
        Assert.Equal([0, 255], properties.CorrelationData!.Value.ToArray());
        Assert.Equal([129u, 5u], properties.SubscriptionIdentifiers);
        Assert.Equal([KeyValuePair.Create("k", "v")], properties.UserProperties);
    }

    [Fact]
    public void A_subscribe_of_5_with_all_options()
    {
        var s = Read("82 11 00 0B 02 0B 09 00 03 'a/#' 2D 00 03 '+/b' 00", MqttVersion.V5).Subscribe;

        Assert.Equal(9u, s.Properties!.SubscriptionIdentifier);
        Assert.Equal(
            [
                new MqttSubscription("a/#", MqttQos.AtLeastOnce, NoLocal: true, RetainAsPublished: true, MqttRetainHandling.DoNotSend),
                new MqttSubscription("+/b", MqttQos.AtMostOnce),
            ],
            s.Subscriptions);
    }

    [Theory]
    [InlineData("40 02 00 05", MqttPacketType.PubAck, MqttReason.Success)]
    [InlineData("50 03 00 05 97", MqttPacketType.PubRec, MqttReason.QuotaExceeded)]
    [InlineData("62 04 00 05 92 00", MqttPacketType.PubRel, MqttReason.PacketIdentifierNotFound)]
    [InlineData("70 02 00 05", MqttPacketType.PubComp, MqttReason.Success)]
    public void An_acknowledgement_of_5(string hex, MqttPacketType type, MqttReason reason)
    {
        var packet = Read(hex, MqttVersion.V5);

        Assert.Equal((type, (ushort)5, reason), (packet.Type, packet.Ack.Id, packet.Ack.Reason));
    }

    [Theory]
    [InlineData("E0 00", MqttReason.Success, null)]
    [InlineData("E0 01 04", MqttReason.DisconnectWithWill, null)]
    [InlineData("E0 07 00 05 11 00 00 00 3C", MqttReason.Success, 60u)]
    public void A_disconnect_of_5(string hex, MqttReason reason, uint? expiry)
    {
        var d = Read(hex, MqttVersion.V5).Disconnect;

        Assert.Equal((reason, expiry), (d.Reason, d.Properties?.SessionExpiryInterval));
    }

    [Fact]
    public void A_packet_in_pieces_is_read_when_it_is_whole()
    {
        var bytes = Hex.Bytes("C0 00 32 07 00 01 'a' 00 01 'xy' D0");
        var sequence = Pieces(bytes);

        Assert.Equal(MqttReadResult.Packet, MqttReader.TryRead(ref sequence, MqttVersion.V311, 100, out var ping, out _));
        Assert.Equal(MqttReadResult.Packet, MqttReader.TryRead(ref sequence, MqttVersion.V311, 100, out var publish, out _));
        Assert.Equal(MqttReadResult.NeedMore, MqttReader.TryRead(ref sequence, MqttVersion.V311, 100, out _, out _));
        Assert.Equal((MqttPacketType.PingReq, "xy", 1), (ping.Type, Text(publish.Publish.Payload), (int)sequence.Length));
    }

    [Fact]
    public void Every_beginning_of_a_packet_needs_more()
    {
        var bytes = Hex.Bytes("3A 0A 00 03 'a/b' 00 0A 'xyz'");
        for (var length = 0; length < bytes.Length; length++)
            Assert.Equal(MqttReadResult.NeedMore, MqttReader.TryRead(bytes.AsMemory(0, length), MqttVersion.V311, 100, out _, out _, out _));
    }

    [Fact]
    public void A_body_is_not_on_the_wire() =>
        Assert.Throws<InvalidOperationException>(() => Read("C0 00", MqttVersion.V5).Connect);

    static MqttPacket Read(string hex, MqttVersion version)
    {
        var bytes = Hex.Bytes(hex);
        var result = MqttReader.TryRead(bytes, version, 1000, out var packet, out var consumed, out var fault);
        Assert.Equal((MqttReadResult.Packet, null, bytes.Length), (result, fault.Text, consumed));
        return packet;
    }

    static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    static ReadOnlySequence<byte> Pieces(byte[] bytes)
    {
        var first = new Piece(bytes.AsMemory(0, 1), 0);
        var last = first;
        for (var i = 1; i < bytes.Length; i++)
            last = last.Then(bytes.AsMemory(i, 1));
        return new ReadOnlySequence<byte>(first, 0, last, 1);
    }

    sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Piece Then(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
