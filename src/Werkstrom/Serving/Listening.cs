using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Werkstrom.Serving;

/// <summary>Where the server listens, and that it speaks to other machines only through TLS or a named proxy.</summary>
static class Listening
{
    /// <summary>Checks the addresses and says all that is wrong with them at once.</summary>
    public static List<string> Errors(ServeSettings settings)
    {
        List<string> errors = [];
        foreach (var url in Split(settings.Urls))
        {
            if (!TryParse(url, out var address))
                errors.Add($"--urls: '{url}' is not an address such as http://127.0.0.1:8080 or https://0.0.0.0:8443.");
            else if (address.Scheme == "http" && !IsLoopback(address) && settings.Proxy is null)
                errors.Add($"--urls: {url} can be reached from other machines and needs TLS: use https://, or name the proxy in front with --proxy ADDRESS.");
        }

        if (settings.Certificate is { } file && !File.Exists(file))
            errors.Add($"--certificate: the file {file} is not there.");
        return errors;
    }

    /// <summary>Says at once which addresses another program has already.</summary>
    /// <param name="settings">The addresses of the pages.</param>
    /// <param name="more">Further ones, with the setting that chooses them.</param>
    public static List<string> Taken(ServeSettings settings, params IEnumerable<(string Setting, IPEndPoint At)> more) =>
    [
        .. Split(settings.Urls).Select(url => TryParse(url, out var address) ? address : null).OfType<Uri>().Select(address => ("--urls", new IPEndPoint(Ip(address), address.Port)))
            .Concat(more).Where(wanted => wanted.Item2.Port > 0 && IsTaken(wanted.Item2))
            .Select(wanted => $"Another program listens on {wanted.Item2} already: end it, or choose another port with {wanted.Item1}."),
    ];

    /// <summary>True when other machines can reach one of the addresses.</summary>
    public static bool IsReachable(ServeSettings settings) =>
        Split(settings.Urls).Any(url => TryParse(url, out var address) && !IsLoopback(address));

    public static void Configure(KestrelServerOptions kestrel, ServeSettings settings, string socket, Lazy<X509Certificate2> certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 64 << 20; // imports and lines raise or lower it themselves
        kestrel.Limits.MaxRequestLineSize = 64 << 10; // beyond it the answer has no body, so what is asked for by a long name is told by the program
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 100, gracePeriod: TimeSpan.FromSeconds(10));
        File.Delete(socket);
        kestrel.ListenUnixSocket(socket);
        foreach (var url in Split(settings.Urls))
        {
            if (TryParse(url, out var address))
                Listen(kestrel, address, certificate);
        }
    }

    static void Listen(KestrelServerOptions kestrel, Uri address, Lazy<X509Certificate2> certificate)
    {
        void Secure(ListenOptions listen)
        {
            if (address.Scheme == "https")
                listen.UseHttps(certificate.Value);
        }

        if (address.Host == "localhost" && address.Port != 0)
            kestrel.ListenLocalhost(address.Port, Secure);
        else if (address.Host == "localhost")
            kestrel.Listen(IPAddress.Loopback, 0, Secure);
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            kestrel.Listen(ip, address.Port, Secure);
        else
            kestrel.ListenAnyIP(address.Port, Secure);
    }

    static bool TryParse(string url, out Uri address) =>
        Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal),
            UriKind.Absolute, out address!)
        && address.Scheme is "http" or "https" && address.AbsolutePath == "/";

    static IPAddress Ip(Uri address) =>
        address.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Any;

    static bool IsTaken(IPEndPoint at)
    {
        try
        {
            using Socket trial = new(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            trial.Bind(at);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse; // what else is wrong with it is told where it is listened on
        }
    }

    static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    static string[] Split(string urls) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
