using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Notify;

namespace Werkstrom.Twins.Operations;

/// <summary>
/// Posts to handlers of operations. Whoever writes an address into a submodel must not reach through us what only this machine can: hosts in the
/// house's own network are asked only when a setting names them, what is really connected to is checked, and nothing is followed elsewhere.
/// </summary>
sealed class OperationHttp : IDisposable
{
    const int Longest = 4 << 20;

    readonly HttpClient _http;
    readonly TwinsOptions _options;

    public OperationHttp(IOptions<TwinsOptions> options)
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
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = Longest,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new("Werkstrom", null));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Posts JSON; what the other side answered.</summary>
    /// <exception cref="HttpRequestException">It did not answer, or with another status than success; the message says it without a secret.</exception>
    public async Task<byte[]> PostAsync(Uri address, byte[] json, CancellationToken stop)
    {
        if (!IsNamed(address.Host, address.Port) && WebhookAddress.IsPrivate(address))
            throw Private(address.Authority);
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Accept.Add(new("application/json"));
        if (_options.OperationSecret is { Length: > 0 } secret)
            request.Headers.Add("X-Werkstrom-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), json)));
        try
        {
            using var answer = await _http.SendAsync(request, stop);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(stop)
                : throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"it answered with the status {(int)answer.StatusCode}"), null, answer.StatusCode);
        }
        catch (HttpRequestException e) when (e.InnerException is HttpRequestException inner)
        {
            throw inner;
        }
        catch (HttpRequestException e) when (e.StatusCode is null && e.HttpRequestError != HttpRequestError.Unknown)
        {
            throw new HttpRequestException(e.HttpRequestError switch
            {
                HttpRequestError.ConfigurationLimitExceeded => $"its answer is longer than {Longest >> 20} MiB",
                HttpRequestError.NameResolutionError => "no host has this name",
                HttpRequestError.SecureConnectionError => "no secure connection could be made",
                _ => "no connection could be made or it broke",
            }, e);
        }
    }

    bool IsNamed(string host, int port) => _options.OperationHosts.Any(h =>
        string.Equals(h, host, StringComparison.OrdinalIgnoreCase) || string.Equals(h, string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"), StringComparison.OrdinalIgnoreCase));

    static HttpRequestException Private(string host) =>
        new($"it goes by http, or to this machine or the house's own network, and the setting twins:operationHosts does not name {host}");

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var end = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(end.Host, stop);
        if (!IsNamed(end.Host, end.Port) && Array.Exists(addresses, WebhookAddress.IsPrivate))
            throw Private(end.Host);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
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
}
