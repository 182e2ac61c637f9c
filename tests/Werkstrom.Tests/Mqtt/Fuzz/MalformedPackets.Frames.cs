using static Werkstrom.Mqtt.Packets.MqttReason;
using static Werkstrom.Tests.Mqtt.Fuzz.PacketBytes;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>Lengths and first bytes; and good packets that were cut, bent or mixed.</summary>
sealed partial class MalformedPackets
{
    IEnumerable<Func<MalformedCase>> MalformedFrames() =>
    [
        () => Ends("type 0", Packet(_random.Next(16), Random(9))),
        () => Ends("flags of the first byte", Packet(OneOf(0x41, 0x52, 0x60, 0x61, 0x74, 0x80, 0x8A, 0xA0, 0xA6), [.. Short(Id()), .. Random(9)])),
        () => Ends("flags of PINGREQ or DISCONNECT", Packet(OneOf(0xC1, 0xC8, 0xE1, 0xE4), [])),
        () => Ends("PINGREQ or DISCONNECT with a body", Packet(0xC0, [1, .. Random(5)])),
        () => Ends("a length of more than four bytes", [(byte)OneOf(0x30, 0x82, 0xC0), 0xFF, 0xFF, 0xFF, 0xFF, (byte)_random.Next(256)]),
        () => Ends("a packet larger than allowed", [(byte)OneOf(0x30, 0x32, 0x82), .. VarInt(_random.Next(LargestPacket, 268_435_456)), .. Random(60)], PacketTooLarge),
        () => Ends("a length that is longer than it needs to be", [0xC0, 0x80, .. OneOf<byte[]>([0x00], [0x80, 0x00])]) with { MustEnd = _isV5 },
        () => V5(() => Ends("a length of properties that is longer than it needs to be", Packet(0x30, [0, 1, 0x61, 0x80, 0x00, 1]))),
        () => V5(() => Ends("properties longer than their packet", Packet(0x30, [0, 1, 0x61, .. VarInt(_random.Next(6, 268_435_456)), .. Random(5)]))),
        () => V5(() => Ends("a length of properties of more than four bytes", Packet(0x30, [0, 1, 0x61, 0xFF, 0xFF, 0xFF, 0xFF, 1]))),
    ];

    IEnumerable<Func<MalformedCase>> Mutations() =>
    [
        () => MayEnd("a packet that ends early", Cut(Good())),
        () => MayEnd("bits turned", Turned([.. Good(), .. Good()])),
        () => MayEnd("bytes replaced", Replaced([.. Good(), .. Good()])),
        () => MayEnd("bytes left out", LeftOut([.. Good(), .. Good()])),
        () => MayEnd("packets mixed", [.. Cut(Good()), .. Cut(Good()), .. Good()]),
        () => MayEnd("a piece doubled", Doubled(Good())),
        () => MayEnd("a wrong length", WrongLength(Good())),
        () => MayEnd("random bytes", Random(60)),
        () => MayEnd("random bytes in a good frame", Packet(_random.Next(1, 16) << 4, Random(60))),
        () => Bent("bits turned in CONNECT", Turned(SomeConnect())),
        () => Bent("CONNECT that ends early", Cut(SomeConnect())),
        () => Bent("bytes replaced in CONNECT", Replaced(SomeConnect())),
    ];

    // what comes of a bent CONNECT may be a good one
    MalformedCase Bent(string kind, byte[] bytes) => new(kind, Version, false, bytes, false, Any);

    byte[] SomeConnect() => ConnectPacket(
        _isV5, [0x61, (byte)_random.Next(0x61, 0x7B)], _random.Next(2) == 0 ? [] : [0x11, 0, 0, 0, 1, 0x21, 0, 9, 0x26, 0, 1, 0x61, 0, 1, 0x62], 6 | 0xC0,
        [.. WillOf(Topic()), .. Text("me"), .. Field(Random(9))]);

    byte[] Cut(byte[] bytes) => bytes[.._random.Next(1, bytes.Length)];

    byte[] Turned(byte[] bytes)
    {
        for (var turns = _random.Next(1, 9); turns > 0; turns--)
            bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        return bytes;
    }

    byte[] Replaced(byte[] bytes)
    {
        for (var times = _random.Next(1, 5); times > 0; times--)
            bytes[_random.Next(bytes.Length)] = OneOf<byte>(0, 1, 0x7F, 0x80, 0xFF, (byte)_random.Next(256));
        return bytes;
    }

    byte[] LeftOut(byte[] bytes)
    {
        var from = _random.Next(bytes.Length);
        return [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + _random.Next(1, 4))..]];
    }

    byte[] Doubled(byte[] bytes)
    {
        var from = _random.Next(bytes.Length);
        return [.. bytes, .. bytes[from..], .. bytes[..from]];
    }

    byte[] WrongLength(byte[] bytes)
    {
        bytes[1] = (byte)Math.Max(0, bytes[1] + _random.Next(-6, 7));
        return bytes;
    }
}
