using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Notify;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>
/// Asks providers. Whoever sets an address must not reach through us what only this machine can: the address that is really connected to is checked, and
/// nothing is followed elsewhere. What goes wrong becomes a <see cref="SourceException"/> that holds no secret.
/// </summary>
sealed class SourceHttp : IDisposable
{
    const int Longest = 32 << 20;

    static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    readonly HttpClient _http;
    readonly MarketOptions _options;
    readonly TimeProvider _clock;

    public SourceHttp(IOptions<MarketOptions> options, TimeProvider clock)
    {
        (_options, _clock) = (options.Value, clock);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
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

    /// <summary>Gets a document, unless it is as it was.</summary>
    /// <param name="address">Where.</param>
    /// <param name="bearer">A token; null for none.</param>
    /// <param name="known">What the provider said of it before.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The text, null when it has not changed; and what the provider says of its state.</returns>
    /// <exception cref="SourceException">It did not give it.</exception>
    public async Task<(string? Text, SourceTag Tag)> GetAsync(Uri address, string? bearer, SourceTag? known, CancellationToken stop)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (known?.Tag is { } tag)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (known?.Modified is { } modified)
            request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        return await SendAsync(request, stop);
    }

    /// <summary>Posts JSON and gets a text.</summary>
    /// <exception cref="SourceException">It gave none.</exception>
    public async Task<string> PostAsync(Uri address, object body, CancellationToken stop)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        return (await SendAsync(request, stop)).Text ?? "";
    }

    async Task<(string? Text, SourceTag Tag)> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        Guard(request.RequestUri!);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(_options.TimeoutSeconds), _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            using var answer = await _http.SendAsync(request, both.Token);
            if (answer.StatusCode == HttpStatusCode.NotModified)
                return (null, new(null, null));
            if (!answer.IsSuccessStatusCode)
                throw Refused(answer);
            var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(both.Token));
            return (text, new(answer.Headers.ETag?.ToString(), answer.Content.Headers.TryGetValues("Last-Modified", out var dates) ? dates.First() : null));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SourceException(FormattableString.Invariant($"timeout|{_options.TimeoutSeconds}"));
        }
        catch (HttpRequestException e) when (e.InnerException is SourceException inner)
        {
            throw inner;
        }
        catch (HttpRequestException e)
        {
            // the message of the framework may quote what was asked; its kind says enough
            throw new SourceException(e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? $"long|{Longest >> 20}" : $"network|{e.HttpRequestError}");
        }
        catch (IOException)
        {
            throw new SourceException("network|ResponseEnded");
        }
    }

    SourceException Refused(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (status is >= 300 and < 400)
            return new($"redirect|{(answer.Headers.Location is { IsAbsoluteUri: true } to ? to.Host : status)}");
        var wait = answer.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - _clock.GetUtcNow()) : null;
        TimeSpan? kept = wait is { } w && w > TimeSpan.Zero ? (w < LongestWait ? w : LongestWait) : null;
        return new(status == 429 ? "busy|429" : status is 401 or 403 ? $"denied|{status}" : $"status|{status}", kept);
    }

    void Guard(Uri address)
    {
        if (!_options.AllowPrivateSources && WebhookAddress.IsPrivate(address))
            throw new SourceException($"private|{address.Host}");
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var end = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(end.Host, stop);
        if (!_options.AllowPrivateSources && Array.Exists(addresses, WebhookAddress.IsPrivate))
            throw new SourceException($"private|{end.Host}");
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
