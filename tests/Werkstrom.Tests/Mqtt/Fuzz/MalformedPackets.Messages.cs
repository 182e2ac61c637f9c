using static Werkstrom.Mqtt.Packets.MqttReason;
using static Werkstrom.Tests.Mqtt.Fuzz.PacketBytes;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>PUBLISH and its answers.</summary>
sealed partial class MalformedPackets
{
    IEnumerable<Func<MalformedCase>> MalformedMessages() =>
    [
        () => Ends("QoS 3", Packet(0x36 | _random.Next(2) | (_random.Next(2) << 3), [.. Field(Topic()), .. Short(Id()), .. Properties(_isV5, []), 1])),
        () => Ends("DUP with QoS 0", Publish(_isV5, Topic(), 0, 0, [1], [], more: 8)),
        () => Ends("identifier 0 of PUBLISH", Publish(_isV5, Topic(), _random.Next(1, 3), 0, [], [])),
        () => Ends("identifier 0 of an answer", Packet(OneOf(0x40, 0x50, 0x62, 0x70), Short(0))),
        () => Ends("no topic", Publish(_isV5, [], _random.Next(3), Id(), [1], []), ProtocolError, MalformedPacket, TopicNameInvalid, TopicAliasInvalid),
        () => Ends("wildcard in a topic", Publish(_isV5, OneOf("#"u8.ToArray(), "a/+"u8.ToArray(), "a/#/b"u8.ToArray(), "a+"u8.ToArray()), _random.Next(3), Id(), [1], []), TopicNameInvalid, MalformedPacket, ProtocolError),
        () => Ends("UTF-8 of a topic", Publish(_isV5, BadText(), _random.Next(3), Id(), [1], []), MalformedPacket, TopicNameInvalid),
        () => Ends("PUBLISH shorter than its topic", Packet(0x30, [0, 9, .. Random(7)])),
        () => Ends("PUBLISH without identifier", Packet(0x32, [.. Field(Topic()), .. OneOf<byte[]>([], [1])])),
        () => Ends("answer of wrong length", Packet(OneOf(0x40, 0x50, 0x62, 0x70), _isV5 ? OneOf<byte[]>([], [1]) : OneOf<byte[]>([], [1], [0, 1, 0], [0, 1, 0, 0]))),
        PublishProperty,
        () => V5(() => Ends("topic alias 0 or too high", PublishOf([0x23, .. Short(OneOf(0, AliasMaximum + 1, 65535))]), TopicAliasInvalid, ProtocolError)),
        () => V5(() => Ends("topic alias that was not set", Publish(true, [], 0, 0, [1], [0x23, 0, 1]), TopicAliasInvalid, ProtocolError)),
        () => V5(() => Ends("subscription identifier of a client", PublishOf([0x0B, .. VarInt(_random.Next(1, 268_435_456))]), ProtocolError, MalformedPacket)),
        () => V5(() => Ends("reason of an answer", Packet(OneOf(0x40, 0x50, 0x62, 0x70), [.. Short(Id()), (byte)OneOf(0x01, 0x02, 0x81, 0x82, 0x9F, 0xFF)]))),
        () => V5(() => Ends("a property of an answer", Packet(OneOf(0x40, 0x50, 0x62, 0x70), [.. Short(Id()), 0, .. Properties(true, OneOf<byte[]>([0x23, 0, 1], [0x1F, 0, 1, 0xFF], [0x1F, 0, 9], [0x7E]))]))),
        () => V5(() => MayEnd("payload that is not what its format says", Publish(true, Topic(), 1, Id(), BadText(), [0x01, 1]))),
        TooManyUnderWay,
    ];

    MalformedCase PublishProperty() => V5(() => Ends("a property of PUBLISH", PublishOf(OneOf<byte[]>(
        [0x01, 2],
        [0x01, 0, 0x01, 0],
        [0x02, 0, 0],
        [0x03, 0, 1, 0xFF],
        [0x03, 0, 1, 0x61, 0x03, 0, 1, 0x61],
        [0x08, 0, 0],
        [0x08, 0, 1, 0x23],
        [0x08, 0, 3, 0x61, 0x2F, 0x2B],
        [0x09, 0, 5, 1],
        [0x09, 0, 1, 1, 0x09, 0, 1, 1],
        [0x11, 0, 0, 0, 1],
        [0x15, 0, 1, 0x61],
        [0x1F, 0, 1, 0x61],
        [0x21, 0, 1],
        [0x23, 0, 1, 0x23, 0, 1],
        [0x26, 0, 1, 0x61],
        [0x26, 0, 1, 0xFF, 0, 1, 0x61],
        [0x00],
        [0x04],
        [0x2B, 0],
        [0xFF, 0x7F, 0])), MalformedPacket, ProtocolError, TopicAliasInvalid, TopicNameInvalid));

    // QoS 2 is under way until PUBREL comes, which it does not
    MalformedCase TooManyUnderWay() => V5(() =>
    {
        var bytes = new List<byte>();
        for (var id = 1; id <= ReceiveMaximum + 1; id++)
            bytes.AddRange(Publish(true, Topic(), 2, id, Random(9), []));
        return Ends("more under way than the receive maximum", [.. bytes], ReceiveMaximumExceeded);
    });
}
