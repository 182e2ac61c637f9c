using System.Text;
using Werkstrom.Emulator.Sending;
using Werkstrom.Emulator.Works;
using Werkstrom.Mqtt.Client;

namespace Werkstrom.Tests.Emulator;

public sealed class JsonWriterTests
{
    [Fact]
    public void Given_two_assets_When_an_instant_is_written_Then_each_has_a_message_with_its_values()
    {
        SignalSpec[] signals =
        [
            new("line1/mill1", "power", "", "", "kW", 1), new("line1/mill1", "state", "", "", "1", 0), new("energy", "grid", "", "", "kW", 1),
        ];
        List<MqttMessage> messages = [];

        new JsonWriter("works", signals).Write(messages, [4.2, 3, -0.125], DateTimeOffset.FromUnixTimeMilliseconds(1_763_769_600_000));

        Assert.Equal(
            ["works/line1/mill1 {\"time\":1763769600000,\"power\":4.2,\"state\":3}", "works/energy {\"time\":1763769600000,\"grid\":-0.125}"],
            messages.Select(m => $"{m.Topic} {Encoding.UTF8.GetString(m.Payload.Span)}"));
    }
}
