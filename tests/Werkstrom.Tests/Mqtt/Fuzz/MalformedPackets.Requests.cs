using static Werkstrom.Mqtt.Packets.MqttReason;
using static Werkstrom.Tests.Mqtt.Fuzz.PacketBytes;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>SUBSCRIBE, UNSUBSCRIBE, and packets in the wrong place.</summary>
sealed partial class MalformedPackets
{
    IEnumerable<Func<MalformedCase>> MalformedRequests() =>
    [
        () => Ends("identifier 0 of a request", OneOf(Subscribe(_isV5, 0, Filter(), 0, []), Unsubscribe(_isV5, 0, Filter(), []))),
        () => Ends("request without filter", Packet(OneOf(0x82, 0xA2), [.. Short(Id()), .. Properties(_isV5, [])])),
        () => Ends("SUBSCRIBE of QoS 3", Subscribe(_isV5, Id(), Filter(), 3, [])),
        () => Ends("reserved bits of SUBSCRIBE", Subscribe(_isV5, Id(), Filter(), _isV5 ? OneOf(0x40, 0x80, 0xC1) : OneOf(0x04, 0x08, 0x10, 0x40, 0x80), [])),
        () => Ends("SUBSCRIBE without options", Packet(0x82, [.. Short(Id()), .. Properties(_isV5, []), .. Field(Filter())])),
        () => Ends("UTF-8 of a filter", OneOf(Subscribe(_isV5, Id(), BadText(), 0, []), Unsubscribe(_isV5, Id(), BadText(), [])), MalformedPacket, TopicFilterInvalid),
        () => Ends("empty filter", OneOf(Subscribe(_isV5, Id(), [], 0, []), Unsubscribe(_isV5, Id(), [], [])), MalformedPacket, ProtocolError, TopicFilterInvalid),
        () => Ends("request shorter than its filter", Packet(OneOf(0x82, 0xA2), [.. Short(Id()), .. Properties(_isV5, []), 0, 9, .. Random(5)])),
        () => MayEnd("form of a filter", Subscribe(_isV5, Id(), OneOf("a/#/b"u8.ToArray(), "a+"u8.ToArray(), "#a"u8.ToArray(), "$share/a"u8.ToArray(), "$share//a"u8.ToArray(), "$share/+/a"u8.ToArray()), 0, [])),
        () => V5(() => Ends("retain handling 3", Subscribe(true, Id(), Filter(), 0x30, []))),
        () => V5(() => Ends("no-local of a share", Subscribe(true, Id(), "$share/g/a"u8.ToArray(), 4, []), ProtocolError)),
        () => V5(() => Ends("a property of a request", Subscribe(true, Id(), Filter(), 0, OneOf<byte[]>([0x0B, 0], [0x0B, 1, 0x0B, 2], [0x23, 0, 1], [0x0B, 0xFF, 0xFF, 0xFF, 0xFF], [0x26, 0, 1, 0x61], [0x05])))),
        () => V5(() => Ends("a property of UNSUBSCRIBE", Unsubscribe(true, Id(), Filter(), OneOf<byte[]>([0x0B, 1], [0x26, 0, 1], [0x1F, 0, 1, 0x61])))),
    ];

    IEnumerable<Func<MalformedCase>> WrongOrder() =>
    [
        () => Ends("a second CONNECT", [.. Good(), .. ConnectPacket(_isV5, [0x61], [])]),
        () => Ends("a server's packet", OneOf(Packet(0x20, _isV5 ? [0, 0, 0] : [0, 0]), Packet(0x90, [0, 1, .. Properties(_isV5, []), 0]), Packet(0xB0, [0, 1, .. Properties(_isV5, []), .. _isV5 ? [0] : Array.Empty<byte>()]), Packet(0xD0, []))),
        () => MayEnd("answers to what was not sent", [.. Packet(0x40, Short(Id())), .. Packet(0x50, Short(Id())), .. Packet(0x62, Short(Id())), .. Packet(0x70, Short(Id()))]),
        () => MayEnd("an identifier twice", [.. Publish(_isV5, Topic(), 2, 5, [1], []), .. Publish(_isV5, Topic(), 2, 5, [2], []), .. Publish(_isV5, Topic(), 1, 5, [3], []), .. Subscribe(_isV5, 5, Filter(), 0, [])]),
        () => MayEnd("PUBREL twice", [.. Publish(_isV5, Topic(), 2, 5, [1], []), .. Packet(0x62, Short(5)), .. Packet(0x62, Short(5))]),
        () => Ends("packets after DISCONNECT", [0xE0, 0, .. Good(), .. Good()], []),
        () => Ends("AUTH", Packet(0xF0, _isV5 ? OneOf<byte[]>([], [0], [0x18, 4, 0x15, 0, 1, 0x61], [0x19, 0]) : [])),
        () => V5(() => Ends("DISCONNECT that keeps a session after all", Packet(0xE0, [0, 5, 0x11, 0, 0, 0, 9]), ProtocolError)),
        () => V5(() => Ends("reason of DISCONNECT", Packet(0xE0, [(byte)OneOf(0x01, 0x03, 0x10, 0x92, 0xFF)]))),
    ];
}
