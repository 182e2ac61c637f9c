using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Tests.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Server;

public sealed class TlsTests
{
    [Fact(DisplayName = "over TLS the authority sees the certificate of the client")]
    public async Task Client_certificate()
    {
        using var certificate = Make("CN=press-4");
        string? seen = null;
        var authority = new TestAuthority
        {
            Admit = c =>
            {
                seen = $"{c.Transport} {c.Certificate?.Subject}";
                return MqttAdmission.Granted();
            },
        };
        await using var server = new MqttServer(new MqttServerOptions(), authority);
        await using var app = Build(server, certificate);
        await app.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(app.Urls.First()).Port);
        await using var tls = new SslStream(socket.GetStream(), false, (_, shown, _, _) => shown?.Subject == certificate.Subject);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", ClientCertificates = [certificate] });

        await tls.WriteAsync(Hex.Bytes("10 0D 00 04 'MQTT' 04 02 00 00 00 01 'c'"));
        var answer = new byte[4];
        await tls.ReadExactlyAsync(answer);

        Assert.Equal("20 02 00 00", Hex.Text(answer));
        Assert.Equal("tls CN=press-4", seen);
        Assert.True(server.Disconnect("c", MqttReason.AdministrativeAction, "enough"));
        Assert.Equal(0, await tls.ReadAsync(answer));
    }

    /// <summary>MQTT over TLS at its first address, and over WebSocket and TLS at the second.</summary>
    internal static WebApplication Build(MqttServer server, X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(server);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate, AllowAll).UseConnectionHandler<MqttConnectionHandler>());
            k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate, AllowAll).Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.Map("/mqtt", (Microsoft.AspNetCore.Http.HttpContext http) => MqttWebSocket.RunAsync(http, server, http.RequestAborted));
        return app;
    }

    static void AllowAll(HttpsConnectionAdapterOptions options)
    {
        options.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        options.AllowAnyClientCertificate();
    }

    internal static X509Certificate2 Make(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
