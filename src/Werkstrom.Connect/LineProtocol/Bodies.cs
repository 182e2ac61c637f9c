using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>Opens the body of a request, expanded and guarded.</summary>
static class Bodies
{
    /// <summary>The body as a stream that throws beyond the limits.</summary>
    /// <exception cref="BodyTooLargeException">It is announced as too large.</exception>
    /// <exception cref="NotSupportedException">It is encoded in a way that is not known.</exception>
    public static Stream Open(HttpContext http, ConnectOptions options)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } kestrel)
            kestrel.MaxRequestBodySize = null; // ours answers in the client's form
        if (http.Request.ContentLength > options.MaxBodyBytes)
            throw new BodyTooLargeException($"The body has {http.Request.ContentLength} bytes; at most {options.MaxBodyBytes} are read.");
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        return encoding switch
        {
            "" or "identity" => new GuardedStream(http.Request.Body, null, options),
            "gzip" or "x-gzip" => Expand(http, options),
            _ => throw new NotSupportedException($"Content-Encoding '{encoding}' is not known; gzip and identity are."),
        };
    }

    static GuardedStream Expand(HttpContext http, ConnectOptions options)
    {
        GuardedStream compressed = new(http.Request.Body, null, options);
        return new(new GZipStream(compressed, CompressionMode.Decompress), compressed, options);
    }
}
