using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Kernel.People;

namespace Werkstrom.Serving;

/// <summary>What the terminal shows when the server is ready: where, how to check it, and how to get in the first time.</summary>
static class Announcement
{
    public static void Write(Server server, ServeSettings settings)
    {
        if (settings.Urls.Contains("https://", StringComparison.Ordinal))
        {
            var certificate = server.Services.GetRequiredService<Lazy<X509Certificate2>>().Value;
            Console.WriteLine($"Certificate, SHA-256: {Certificates.Fingerprint(certificate)}");
        }

        if (Demonstration.IsKnownToAll(settings))
        {
            Console.WriteLine($"Log in as {FirstStart.Admin} with {Demonstration.Password}");
            Console.WriteLine($"As a customer of the town, soon: {Demonstration.Customer} with the same password");
        }

        WriteFirstPassword(server, Console.Out);
        var mqtt = server.Services.GetRequiredService<IOptions<MqttOptions>>().Value;
        if (mqtt.Port > 0)
            Console.WriteLine($"MQTT: mqtt://127.0.0.1:{mqtt.Port}{(settings.IsMqttPortSpare ? $" (port {MqttPort.Usual} is taken)" : "")}");
        if (mqtt.TlsPort > 0)
            Console.WriteLine($"MQTT: mqtts://0.0.0.0:{mqtt.TlsPort}");
        foreach (var address in server.Addresses)
            Console.WriteLine($"Werkstrom is ready: {address}");
    }

    /// <summary>The password of the first admin, when this start made it: it is shown once.</summary>
    public static void WriteFirstPassword(Server server, TextWriter terminal)
    {
        if (server.Services.GetRequiredService<FirstStart>().OneTimePassword is { } password)
            terminal.WriteLine($"First start: log in as {FirstStart.Admin} with {password} (shown only now, to be changed at the first log-in)");
    }
}
