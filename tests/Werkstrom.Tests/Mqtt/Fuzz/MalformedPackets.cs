using System.Text;
using Werkstrom.Mqtt.Packets;
using static Werkstrom.Mqtt.Packets.MqttReason;
using static Werkstrom.Tests.Mqtt.Fuzz.PacketBytes;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>
/// Makes malformed packets of every class, for both versions; the same seed makes the same packets. The server is expected to take
/// packets of up to <see cref="LargestPacket"/> bytes, <see cref="ReceiveMaximum"/> messages and <see cref="AliasMaximum"/> aliases.
/// </summary>
sealed partial class MalformedPackets
{
    public const int LargestPacket = 4096;
    public const int ReceiveMaximum = 10;
    public const int AliasMaximum = 8;

    static readonly MqttReason[] Malformed = [MalformedPacket, ProtocolError];

    // what a server may say of a client's packet (table 2-6), where the class leaves it open what is wrong
    static readonly MqttReason[] Any =
    [
        MalformedPacket, ProtocolError, ImplementationSpecificError, UnsupportedProtocolVersion, ClientIdentifierNotValid,
        BadUserNameOrPassword, NotAuthorized, BadAuthenticationMethod, TopicFilterInvalid, TopicNameInvalid, PacketIdentifierInUse,
        ReceiveMaximumExceeded, TopicAliasInvalid, PacketTooLarge, QuotaExceeded, PayloadFormatInvalid, RetainNotSupported, QosNotSupported,
        SharedSubscriptionsNotSupported, SubscriptionIdentifiersNotSupported, WildcardSubscriptionsNotSupported,
    ];

    static readonly byte[][] BadTexts =
    [
        [0xC0, 0x80], [0xC1, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xFF],
        [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x61, 0x00, 0x62], [0x00], [0xE0, 0x9F, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF],
    ];

    readonly Random _random;
    readonly Func<MalformedCase>[] _classes;
    bool _isV5;

    public MalformedPackets(int seed)
    {
        _random = new Random(seed);
        _classes = [.. MalformedConnects(), .. MalformedMessages(), .. MalformedRequests(), .. WrongOrder(), .. Mutations(), .. MalformedFrames()];
    }

    /// <summary>How many classes there are.</summary>
    public int Classes => _classes.Length;

    public MalformedCase Next() => Make(_random.Next(_classes.Length));

    /// <summary>One of a class, of a random version where it knows both.</summary>
    public MalformedCase Make(int index)
    {
        _isV5 = _random.Next(2) == 1;
        return _classes[index]();
    }

    MqttVersion Version => _isV5 ? MqttVersion.V5 : MqttVersion.V311;

    /// <summary>A fault that must end the connection.</summary>
    MalformedCase Ends(string kind, byte[] bytes, params MqttReason[] reasons) =>
        new(kind, Version, true, bytes, true, reasons.Length > 0 ? reasons : Malformed);

    /// <summary>Bytes that may be a fault, or not.</summary>
    MalformedCase MayEnd(string kind, byte[] bytes) => new(kind, Version, true, bytes, false, Any);

    /// <summary>A connection that must not come about.</summary>
    MalformedCase Refused(string kind, byte[] bytes, params MqttReason[] reasons) =>
        new(kind, Version, false, bytes, true, reasons.Length > 0 ? reasons : Malformed);

    T OneOf<T>(params ReadOnlySpan<T> these) => these[_random.Next(these.Length)];

    byte[] Random(int most)
    {
        var bytes = new byte[_random.Next(most + 1)];
        _random.NextBytes(bytes);
        return bytes;
    }

    int Id() => _random.Next(1, 65536);

    byte[] Topic() => Encoding.UTF8.GetBytes(OneOf("a", "a/b", "plant/line 1/Temperatur", "/", "ä/€/😀", "$x/y", "a//b"));

    byte[] Filter() => Encoding.UTF8.GetBytes(OneOf("a", "a/+", "#", "+/+", "plant/#", "$share/g/a/#", "ä/€/😀", "/"));

    byte[] BadText() => [.. OneOf<byte[]>([], [0x61]), .. BadTexts[_random.Next(BadTexts.Length)], .. OneOf<byte[]>([], [0x62])];

    byte[] PublishOf(byte[] properties) => Publish(_isV5, Topic(), _random.Next(3), Id(), Random(40), properties);

    /// <summary>A packet that a connected client may send.</summary>
    byte[] Good() => _random.Next(9) switch
    {
        0 or 1 => PublishOf([]),
        2 => PublishOf(_isV5 ? GoodProperty() : []),
        3 => Subscribe(_isV5, Id(), Filter(), _random.Next(3), []),
        4 => Unsubscribe(_isV5, Id(), Filter(), []),
        5 => Packet(OneOf(0x40, 0x50, 0x70), Short(Id())),
        6 => Packet(0x62, Short(Id())),
        7 => _isV5 ? Packet(OneOf(0x40, 0x50), [.. Short(Id()), 0x10, 0]) : Packet(0x40, Short(Id())),
        _ => Publish(_isV5, Topic(), 1, Id(), Random(300), []),
    };

    // a property that a PUBLISH may have
    byte[] GoodProperty() => _random.Next(6) switch
    {
        0 => [0x01, 0],
        1 => [0x02, .. Int((uint)_random.Next())],
        2 => [0x03, .. Text("text/plain")],
        3 => [0x08, .. Text("answer/here")],
        4 => [0x09, .. Field(Random(20))],
        _ => [0x26, .. Text("name"), .. Text("value")],
    };
}
