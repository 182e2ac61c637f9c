using Werkstrom.Connect.Mqtt;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Tests.Mqtt.Server;

namespace Werkstrom.Tests.Connect.Mqtt;

/// <summary>Messages a second, smoothed: of a change 40 % are seen after a second.</summary>
public sealed class MqttRatesTests
{
    [Fact]
    public void A_steady_rate_is_approached_and_forgotten_with_its_client()
    {
        var clock = new TestClock();
        using var meters = new MqttMeters();
        var rates = new MqttRates(meters, clock);
        var client = new MqttClientInfo(
            new() { ClientId = "c", Version = MqttVersion.V5, Transport = "tcp" }, MqttAdmission.Granted(), DateTimeOffset.UnixEpoch);
        meters.Come(client);

        client.CountReceived(100);
        client.CountSent(50);
        clock.Advance(1);
        rates.Look();
        Assert.Equal(new MqttRate(40, 20), rates.Of(client));
        client.CountReceived(200);
        clock.Advance(2);
        rates.Look();
        Assert.Equal(new MqttRate(64, 12), rates.Of(client)); // 40 + 0.4 × (100 − 40), 20 × 0.6
        Assert.Equal(new MqttRate(64, 12), rates.Total);

        meters.Go(client);
        clock.Advance(1);
        rates.Look();
        Assert.Equal(default, rates.Total);
    }
}
