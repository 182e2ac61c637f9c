using System.Net.Security;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Tests.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Client;

/// <summary>The client over TLS, plain and under WebSocket.</summary>
public sealed class SecureTests
{
    [Theory]
    [InlineData("mqtts")]
    [InlineData("wss")]
    public async Task Over_TLS_messages_go_both_ways_and_the_client_shows_its_certificate(string scheme)
    {
        using var certificate = TlsTests.Make("CN=press-4");
        string? seen = null;
        var authority = new TestAuthority
        {
            Admit = candidate =>
            {
                seen = candidate.Certificate?.Subject;
                return MqttAdmission.Granted();
            },
        };
        await using var server = new MqttServer(new MqttServerOptions(), authority);
        await using var app = TlsTests.Build(server, certificate);
        await app.StartAsync();
        var tls = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == certificate.Subject,
            ClientCertificates = [certificate],
        };
        await using var client = new MqttClient(new() { Server = Address(app.Urls, scheme), Tls = tls });
        await client.ConnectAsync(default);
        await client.SubscribeAsync("a", MqttQos.ExactlyOnce, default);
        await using var collector = new Collector(client);

        Assert.Equal(MqttReason.Success, await client.PublishAsync(Text.Of("a", new string('x', 100_000), MqttQos.ExactlyOnce), default));

        Assert.Equal(new string('x', 100_000), Assert.Single(await collector.WaitAsync(1)));
        Assert.Equal("CN=press-4", seen);
    }

    [Theory]
    [InlineData("mqtts")]
    [InlineData("wss")]
    public async Task A_server_whose_certificate_nobody_vouches_for_is_not_trusted(string scheme)
    {
        using var certificate = TlsTests.Make("CN=somebody");
        await using var server = new MqttServer(new MqttServerOptions(), new TestAuthority());
        await using var app = TlsTests.Build(server, certificate);
        await app.StartAsync();
        await using var client = new MqttClient(new() { Server = Address(app.Urls, scheme) });

        var error = await Assert.ThrowsAsync<MqttConnectionException>(() => client.ConnectAsync(default));

        Assert.StartsWith("The server cannot be reached: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(Causes(error), cause => cause is System.Security.Authentication.AuthenticationException);
    }

    [Fact] // 3.1.1 [MQTT-3.1.2-22]
    public void A_password_without_user_name_is_refused_for_MQTT_3_1_1() => Assert.Throws<ArgumentException>(
        () => new MqttClient(new() { Server = new("mqtt://127.0.0.1"), Version = MqttVersion.V311, Password = "secret"u8.ToArray() }));

    static Uri Address(ICollection<string> urls, string scheme) => scheme == "wss"
        ? new($"wss://localhost:{new Uri(urls.Last()).Port}/mqtt")
        : new($"mqtts://localhost:{new Uri(urls.First()).Port}");

    static IEnumerable<Exception> Causes(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            yield return error;
    }
}
