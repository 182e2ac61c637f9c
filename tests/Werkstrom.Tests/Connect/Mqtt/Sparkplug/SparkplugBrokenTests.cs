using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mqtt.Sparkplug;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Tests.Connect.Mqtt.Sparkplug;

/// <summary>Broken payloads: whatever comes, it is read or refused, and nothing throws.</summary>
public sealed class SparkplugBrokenTests
{
    const int Seed = 20_261_122;

    // by npm sparkplug-payload 1.0.3: births, a data set, a template, lists, a quality
    static readonly string[] Payloads =
    [
        "088080B3C19C3312120A056264536571188080B3C19C332008580712210A144E6F646520436F6E74726F6C2F52656269727468188080B3C19C33200B700012320A0E537570706C7920566F6C746167651001188080B3C19C3320094A100A07656E67556E69741205080C420156650000484112240A0D50726F706572746965732F4F531002188080B3C19C33200C7A08526173706269616E1800",
        "088080B3C19C3312170A08496E707574732F41100A188080B3C19C33200B7001123D0A036F696C100B188080B3C19C33200A4A220A07656E67556E69740A075175616C6974791207080C4203C2B0431205080318C001690000000000D05140121D0A05636F756E74100C188080B3C19C33200458FBFFFFFFFFFFFFFFFF011801",
        "088080B3C19C3312580A016D188080B3C19C3320108A01490803120362617212026F6B12046D6F6465180A180B180C22170A09210000000000506A400A0228010A0632046175746F22170A09210000000000606A400A0228000A06320468616E641800",
        "088080B3C19C3312780A016D188080B3C19C3320139201690A0131122A0A057370656564188180B3C19C3320034A120A07656E67556E69741207080C420372706D50FDFFFFFF0F12220A05696E6E65722013920116120F0A026F6E188280B3C19C33200B700122015928001A0C0A056D616B6572100C420158220450756D7028001800",
        "088080B3C19C3312150A016D188080B3C19C3320208201060C00000034D01800",
        "088080B3C19C3312190A016D188080B3C19C33202182010A4142430068656C6C6F001800",
        "088080B3C19C33121F0A016D188080B3C19C3320034A0F0A075175616C69747912040803180050051800",
    ];

    [Fact]
    public async Task Every_part_of_a_payload_is_read_or_refused()
    {
        await using var intake = await Intake.OpenAsync();
        var whole = Convert.FromHexString(Payloads[0]);
        var refused = 0;
        for (var length = 1; length < whole.Length; length++)
            refused += Read(intake, whole[..length]) is null ? 0 : 1;

        // an end between two fields of the message makes a shorter one; everywhere else it is broken
        Assert.Equal(whole.Length - 1 - FieldEnds(whole), refused);
    }

    [Fact]
    public async Task Changed_bytes_never_throw()
    {
        await using var intake = await Intake.OpenAsync();
        Random random = new(Seed);
        var payloads = Payloads.Select(Convert.FromHexString).ToArray();
        for (var round = 0; round < 30_000; round++)
        {
            byte[] one = [.. payloads[random.Next(payloads.Length)]];
            for (var flips = random.Next(1, 5); flips > 0; flips--)
                one[random.Next(one.Length)] = (byte)random.Next(256);
            var error = Record.Exception(() => Read(intake, one));
            Assert.True(error is null, $"seed {Seed}, round {round}: {error}");
        }
    }

    static object? Read(Intake intake, byte[] payload)
    {
        const string Topic = "spBv1.0/g/NBIRTH/n";
        MqttCandidate candidate = new() { ClientId = "c", Version = MqttVersion.V5, Transport = "tcp" };
        MqttClientInfo client = new(candidate, default, DateTimeOffset.UnixEpoch);
        var times = LineTimes.At(DateTimeOffset.UnixEpoch.AddYears(56), Precision.Microseconds, new());
        return intake.Get<SparkplugBook>().Open(Topic)!.Read(new(Topic, payload, Batches.At, times, false, client), new Readings());
    }

    // ends of the fields of a message: 0 varint, 2 length
    static int FieldEnds(ReadOnlySpan<byte> bytes)
    {
        var ends = 0;
        var at = 0;
        while (at < bytes.Length)
        {
            var key = Varint(bytes, ref at);
            var value = (int)Varint(bytes, ref at);
            if ((key & 7) == 2)
                at += value;
            ends += at < bytes.Length ? 1 : 0;
        }

        return ends;
    }

    static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var one = bytes[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
                return value;
        }
    }
}
