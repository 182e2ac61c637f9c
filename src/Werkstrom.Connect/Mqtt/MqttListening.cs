using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
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

    void Secure(ListenOptions listen) =>
        listen.UseHttps(services.GetRequiredService<Lazy<X509Certificate2>>().Value).UseConnectionHandler<MqttConnectionHandler>();
}
