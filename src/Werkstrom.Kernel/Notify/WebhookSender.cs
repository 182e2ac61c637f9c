using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Werkstrom.Kernel.Notify;

/// <summary>
/// POSTs a message as JSON. Whoever enters an address must not reach through us what only this machine can: the address that
/// is really connected to is checked, so that neither a name that points inside nor a redirect gets there.
/// </summary>
sealed class WebhookSender : IDisposable
{
    readonly HttpClient _http;
    readonly NotifyOptions _options;

    public WebhookSender(IOptions<NotifyOptions> options)
    {
        _options = options.Value;
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = TimeSpan.FromSeconds(10),
        };
    }

    public void Dispose() => _http.Dispose();

    public async Task SendAsync(OutboxMessage message, CancellationToken stop)
    {
        var address = new Uri(message.Recipient);
        if (address.Scheme != "https" && !_options.AllowPrivateWebhooks)
            throw new RefusedException("A webhook needs https:// (notify:allowPrivateWebhooks is off).");

        var body = WebhookBody.Of(message);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Werkstrom-Id", message.Id);
        if (_options.WebhookSecret is { Length: > 0 } secret)
            request.Headers.Add("X-Werkstrom-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"The other side answered {(int)answer.StatusCode}.");
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var end = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(end.Host, stop);
        if (!_options.AllowPrivateWebhooks && Array.Exists(addresses, IsPrivate))
            throw new RefusedException($"{end.Host} is this machine or in the house's own network (notify:allowPrivateWebhooks is off).");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, end.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>True for this machine, private and link-local networks, and what is no single host (RFC 6890).</summary>
    internal static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return true;
        var b = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast || address.IsIPv6SiteLocal
                || address.Equals(IPAddress.IPv6Any)
                || b is [0x00, 0x64, 0xff, 0x9b, ..] or [0x20, 0x02, ..] // NAT64 and 6to4 carry an IPv4 address inside
            : b is [0 or 10 or 127, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..]
                or [100, >= 64 and <= 127, ..] or [192, 0, 0, _] or [198, 18 or 19, ..] or [>= 224, ..];
    }
}
