using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.People;

namespace Werkstrom.Kernel.Modules;

/// <summary>
/// The address by which people reach this server, for links that leave it: <c>kernel:publicUrl</c> (<c>--public-url</c>) when it is set,
/// else what the asking browser uses, else the first address that the server listens on.
/// </summary>
public sealed class PublicAddress
{
    static readonly string[] Anywhere = ["0.0.0.0", "[::]", "*", "+"];

    readonly KernelOptions _options;
    readonly IServer? _server;

    internal PublicAddress(IOptions<KernelOptions> options, IServer? server) => (_options, _server) = (options.Value, server);

    /// <summary>A whole link: <c>https://werk.example/welcome/KEY</c>; only the path where the server listens on its socket alone.</summary>
    /// <param name="path">A path of this server, with its slash.</param>
    /// <param name="asking">The request that asks; null when none does.</param>
    public string Of(string path, HttpRequest? asking) =>
        $"{(_options.PublicUrl?.TrimEnd('/') is { Length: > 0 } set ? set : AskedBy(asking) ?? Listening())}{path}";

    // over the socket nobody says by which address people come
    static string? AskedBy(HttpRequest? asking) =>
        asking is { Host.HasValue: true } && asking.HttpContext.User.Identity?.AuthenticationType != Schemes.Socket
            ? $"{asking.Scheme}://{asking.Host}" : null;

    string Listening()
    {
        var first = _server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => !a.Contains("unix:", StringComparison.Ordinal));
        if (first is null)
            return "";
        var address = new Uri(Anywhere.Aggregate(first, (text, any) => text.Replace($"://{any}", "://any.invalid", StringComparison.Ordinal)));
        return $"{address.Scheme}://{(address.Host == "any.invalid" ? Environment.MachineName.ToLowerInvariant() : address.Host)}:{address.Port}";
    }
}
