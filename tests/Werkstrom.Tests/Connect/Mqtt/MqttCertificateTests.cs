using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Connect.Mqtt;

/// <summary>Devices that are known by their certificate, with mosquitto's clients and our own.</summary>
public sealed class MqttCertificateTests(MqttTlsHost tls) : IClassFixture<MqttTlsHost>
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_certificate_opens_within_its_asset_until_it_is_withdrawn()
    {
        var assets = tls.Host.Services.GetRequiredService<AssetCatalog>();
        var hall = (await assets.CreateAsync(null, "hallA", "", null, default)).Value!;
        await assets.CreateAsync(hall.Id, "press", "", null, default);
        var pem = tls.Make("press", "press", isIssued: false);
        Assert.Contains("Bad User Name or Password", (await tls.PublishAsync("press", "-V", "5", "-q", "1", "-t", "hallA/press/n", "-m", "1")).Text, StringComparison.Ordinal);

        var token = await RegisterAsync(new { name = "press", scopes = "write", asset = "hallA/press", certificate = pem });
        Assert.StartsWith("sha256:", token.GetProperty("certificate").GetString(), StringComparison.Ordinal);
        using (var own = X509Certificate2.CreateFromPem(pem))
            Assert.Equal(new DateTimeOffset(own.NotAfter.ToUniversalTime()), token.GetProperty("expiresAt").GetDateTimeOffset());
        Assert.Equal((0, ""), await tls.PublishAsync("press", "-V", "5", "-q", "1", "-t", "hallA/press/n", "-m", "2"));
        Assert.Contains("Not authorized", (await tls.PublishAsync("press", "-V", "5", "-q", "1", "-t", "hallA/other/n", "-m", "3")).Text, StringComparison.Ordinal);
        Assert.True(tls.Host.Services.GetRequiredService<SignalCatalog>().TryGet("hallA/press/n", out _));

        using var stays = tls.Start("mosquitto_pub", "press", "-V", "5", "-i", "stays", "-l", "-t", "hallA/press/n");
        await UntilAsync(async () => (await tls.Host.Local.GetFromJsonAsync<JsonElement>("api/connect/mqtt/clients?search=stays")).GetArrayLength() > 0);
        using var gone = await tls.Host.Local.DeleteAsync($"api/setup/tokens/{token.GetProperty("id").GetInt32()}");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await UntilAsync(async () => (await tls.Host.Local.GetFromJsonAsync<JsonElement>("api/connect/mqtt/clients?search=stays")).GetArrayLength() == 0);
        stays.Kill();
        Assert.NotEqual(0, (await tls.PublishAsync("press", "-V", "5", "-q", "1", "-t", "hallA/press/n", "-m", "4")).Code);
    }

    [Fact]
    public async Task A_common_name_opens_only_with_a_certificate_of_the_authority()
    {
        tls.Make("issued", "oven7", isIssued: true);
        tls.Make("forged", "oven7", isIssued: false);
        await RegisterAsync(new { name = "oven", scopes = "write", certificate = "CN=oven7" });

        Assert.Equal((0, ""), await tls.PublishAsync("issued", "-q", "1", "-t", "ovens/7/n", "-m", "1"));
        Assert.NotEqual(0, (await tls.PublishAsync("forged", "-q", "1", "-t", "ovens/7/n", "-m", "1")).Code);
    }

    [Fact]
    public async Task A_certificate_that_has_ended_opens_nothing()
    {
        var pem = tls.Make("old", "old", isIssued: false, ends: DateTimeOffset.UtcNow.AddHours(-1));
        using var own = X509Certificate2.CreateFromPem(pem);
        using var refused = await tls.Host.Local.PostAsJsonAsync("api/setup/tokens", new { name = "old", scopes = "write", certificate = pem });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("The certificate ended on", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await RegisterAsync(new { name = "old", scopes = "write", certificate = own.GetCertHashString(HashAlgorithmName.SHA256) });
        Assert.NotEqual(0, (await tls.PublishAsync("old", "-q", "1", "-t", "old/n", "-m", "1")).Code);
    }

    [Fact]
    public async Task A_key_in_place_of_a_certificate_a_second_registration_and_an_unknown_asset_are_refused_together()
    {
        var pem = tls.Make("twice", "twice", isIssued: false);
        await RegisterAsync(new { name = "twice", scopes = "write", certificate = pem });

        Assert.Equal(["The certificate opens already, as 'twice': withdraw that first."], await FaultsAsync(new { name = "again", scopes = "write", certificate = pem }));
        Assert.Equal(
            ["There is no asset 'nowhere'. It comes with its first value; until then use a token without asset.", "The text holds a private key, which must stay with the device: give the certificate alone."],
            (await FaultsAsync(new { name = "key", scopes = "write", asset = "nowhere", certificate = pem + File.ReadAllText(Path.Combine(tls.Folder, "twice.key")) })).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public async Task Our_client_comes_with_its_certificate()
    {
        var pem = tls.Make("ours", "ours", isIssued: false);
        await RegisterAsync(new { name = "ours", scopes = "read,write", certificate = pem });
        using var certificate = X509Certificate2.CreateFromPem(pem, File.ReadAllText(Path.Combine(tls.Folder, "ours.key")));
        using var loaded = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        await using var client = new MqttClient(new()
        {
            Server = new($"mqtts://localhost:{tls.Port}"),
            ClientId = "ours",
            Tls = new()
            {
                TargetHost = "localhost",
                ClientCertificates = [loaded],
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Subject.Contains("O=Werkstrom", StringComparison.Ordinal),
            },
        });
        await client.ConnectAsync(default).WaitAsync(Limit);
        await client.PublishAsync(new MqttMessage("ours/n", "5"u8.ToArray()), default).AsTask().WaitAsync(Limit);

        Assert.True(tls.Host.Services.GetRequiredService<SignalCatalog>().TryGet("ours/n", out _));
    }

    [Fact]
    public async Task Our_client_has_a_whole_session_over_a_secured_web_socket()
    {
        var (_, key) = await tls.Host.Services.GetRequiredService<Tokens>().CreateAsync(new("web", Scopes.Read | Scopes.Write), default);
        await using var client = new MqttClient(new()
        {
            Server = new($"wss://127.0.0.1:{tls.Host.Address.Port}/mqtt"),
            ClientId = "web",
            Password = Encoding.UTF8.GetBytes(key),
            Tls = new() { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Subject.Contains("O=Werkstrom", StringComparison.Ordinal) },
        });
        using CancellationTokenSource limit = new(Limit);
        await client.ConnectAsync(limit.Token);
        await client.SubscribeAsync("web/#", MqttQos.ExactlyOnce, limit.Token);
        await client.PublishAsync(new MqttMessage("web/n", Encoding.UTF8.GetBytes(new string(' ', 200_000) + "5")) { Qos = MqttQos.ExactlyOnce }, limit.Token);
        await foreach (var received in client.ReceiveAsync(limit.Token))
        {
            Assert.Equal(("web/n", 200_001), (received.Topic, received.Payload.Length)); // many frames
            break;
        }

        Assert.True(tls.Host.Services.GetRequiredService<SignalCatalog>().TryGet("web/n", out _));
        var shown = (await tls.Host.Local.GetFromJsonAsync<JsonElement>("api/connect/mqtt/clients?search=web", limit.Token))[0];
        Assert.Equal(("websocket", "5.0"), (shown.GetProperty("transport").GetString(), shown.GetProperty("version").GetString()));
    }

    async Task<JsonElement> RegisterAsync(object wanted)
    {
        using var answer = await tls.Host.Local.PostAsJsonAsync("api/setup/tokens", wanted);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(JsonValueKind.Null, made.GetProperty("key").ValueKind);
        return made.GetProperty("token");
    }

    async Task<string[]> FaultsAsync(object wanted)
    {
        using var answer = await tls.Host.Local.PostAsJsonAsync("api/setup/tokens", wanted);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().SelectMany(e => e.Value.EnumerateArray()).Select(e => e.GetString()!)];
    }
}
