using Werkstrom.Mqtt.Packets;
using static Werkstrom.Mqtt.Packets.MqttReason;
using static Werkstrom.Tests.Mqtt.Fuzz.PacketBytes;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>Before and in the CONNECT.</summary>
sealed partial class MalformedPackets
{
    IEnumerable<Func<MalformedCase>> MalformedConnects() =>
    [
        () => Refused("a packet before CONNECT", Good()),
        () => Refused("random bytes before CONNECT", [(byte)(_random.Next(256) | 0x80), .. Random(40)]),
        () => Refused("another protocol", System.Text.Encoding.ASCII.GetBytes(OneOf("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "SSH-2.0-x\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"))),
        () => Refused("protocol name", Connected("MQTX", _isV5 ? 5 : 4, 2), UnsupportedProtocolVersion, MalformedPacket, ProtocolError),
        () => Refused("protocol level", Connected("MQTT", OneOf(0, 1, 2, 3, 6, 7, 128, 255), 2), UnsupportedProtocolVersion, MalformedPacket),
        () => Refused("reserved flag of CONNECT", Connected("MQTT", _isV5 ? 5 : 4, 3)),
        () => Refused("will QoS without will", Connected("MQTT", _isV5 ? 5 : 4, OneOf(2 | 8, 2 | 16, 2 | 0x20))),
        () => Refused("will of QoS 3", ConnectPacket(_isV5, [0x61], [], 2 | 4 | 0x18, WillOf([0x61]))),
        () => Refused("will's topic", ConnectPacket(_isV5, [0x61], [], 6, WillOf(OneOf<byte[]>([0x23], [0x61, 0x2F, 0x2B], []))), TopicNameInvalid, MalformedPacket, ProtocolError),
        () => Refused("UTF-8 of the client identifier", ConnectPacket(_isV5, BadText(), []), MalformedPacket, ClientIdentifierNotValid),
        () => Refused("UTF-8 of the will's topic", ConnectPacket(_isV5, [0x61], [], 6, WillOf(BadText())), MalformedPacket, TopicNameInvalid),
        () => Refused("UTF-8 of the user name", ConnectPacket(_isV5, [0x61], [], 0x82, Field(BadText())), MalformedPacket, BadUserNameOrPassword),
        () => Refused("CONNECT longer than its fields", ConnectPacket(_isV5, [0x61], [], 2, [1, .. Random(5)])),
        () => Refused("CONNECT without user name or password", ConnectPacket(_isV5, [0x61], [], OneOf(0x82, 0xC2), [])),
        OldPassword,
        CutConnect,
        ConnectProperty,
        () => V5(() => Refused("enhanced authentication", ConnectPacket(true, [0x61], [0x15, .. Text("SCRAM")]), BadAuthenticationMethod)),
        () => V5(() => Refused("authentication data without method", ConnectPacket(true, [0x61], [0x16, 0, 1, 7]), ProtocolError, MalformedPacket)),
        () => Refused("a packet larger than allowed before CONNECT", [0x10, .. VarInt(LargestPacket + _random.Next(100_000)), .. Random(20)], PacketTooLarge, MalformedPacket),
    ];

    MalformedCase V5(Func<MalformedCase> make)
    {
        _isV5 = true;
        return make();
    }

    byte[] WillOf(byte[] topic) => [.. Properties(_isV5, []), .. Field(topic), .. Field(Random(9))];

    static byte[] Connected(string name, int level, int flags) =>
        Packet(0x10, [.. Text(name), (byte)level, (byte)flags, 0, 0, .. Properties(level >= 5, []), .. Text("c")]);

    // [MQTT-3.1.2-22] of 3.1.1; MQTT 5 allows it
    MalformedCase OldPassword()
    {
        _isV5 = false;
        return Refused("password without user name", ConnectPacket(false, [0x61], [], 0x42, Field([1])));
    }

    // the length is right for what is there: the fields are not
    MalformedCase CutConnect()
    {
        var body = ConnectPacket(_isV5, [0x61], [], 6 | 0xC0, [.. WillOf([0x61]), .. Text("me"), .. Field([1])])[2..];
        return Refused("CONNECT shorter than its fields", Packet(0x10, body[.._random.Next(body.Length)]), MalformedPacket, ProtocolError, UnsupportedProtocolVersion);
    }

    MalformedCase ConnectProperty() => V5(() => Refused("a property of CONNECT", ConnectPacket(true, [0x61], OneOf<byte[]>(
        [0x21, 0, 0],
        [0x27, 0, 0, 0, 0],
        [0x17, 2],
        [0x19, 7],
        [0x11, 0, 0, 0, 1, 0x11, 0, 0, 0, 1],
        [0x23, 0, 1],
        [0x0B, 1],
        [0x7F, 1],
        [0x11, 0, 0],
        [0x26, 0, 1, 0x61]))));
}
