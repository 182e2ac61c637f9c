using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt;

/// <summary>The ports of MQTT: without TLS for this machine only, with TLS for all.</summary>
sealed class MqttListening(IOptions<MqttOptions> options, IServiceProvider services) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        if (options.Value.Port is > 0 and var port)
            kestrel.ListenLocalhost(port, listen => listen.UseConnectionHandler<MqttConnectionHandler>());
        if (options.Value.TlsPort is > 0 and var tls)
            kestrel.ListenAnyIP(tls, Secure);
    }

    void Secure(ListenOptions listen) => listen.UseHttps(services.GetRequiredService<Lazy<X509Certificate2>>().Value, https =>
    {
        https.ClientCertificateMode = options.Value.ClientCertificates switch
        {
            MqttOptions.NoCertificates => ClientCertificateMode.NoCertificate,
            MqttOptions.Required => ClientCertificateMode.RequireCertificate,
            _ => ClientCertificateMode.AllowCertificate,
        };
        // TLS proves that the client has the key; whether the certificate opens is asked at CONNECT, where a refusal can be told
        https.ClientCertificateValidation = (_, _, _) => true;
    }).UseConnectionHandler<MqttConnectionHandler>();
}
