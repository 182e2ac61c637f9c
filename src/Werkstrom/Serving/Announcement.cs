using System.Security.Cryptography.X509Certificates;
using Werkstrom.Kernel.People;

namespace Werkstrom.Serving;

/// <summary>What the terminal shows when the server is ready.</summary>
static class Announcement
{
    public static void Write(Server server, ServeSettings settings)
    {
        foreach (var address in server.Addresses)
            Console.WriteLine($"Werkstrom is ready: {address}");
        if (server.Services.GetRequiredService<FirstStart>().OneTimePassword is { } password)
            Console.WriteLine($"First log-in: {FirstStart.Admin}   password: {password}   (shown once, to be changed)");
        if (settings.Urls.Contains("https://", StringComparison.Ordinal))
        {
            var certificate = server.Services.GetRequiredService<Lazy<X509Certificate2>>().Value;
            Console.WriteLine($"Certificate, SHA-256: {Certificates.Fingerprint(certificate)}");
        }
    }
}
