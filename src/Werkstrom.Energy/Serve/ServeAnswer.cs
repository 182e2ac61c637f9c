using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Werkstrom.Energy.Serve;

/// <summary>Writes answers with an ETag; who has the same already gets 304 and no body.</summary>
static class ServeAnswer
{
    /// <summary>Names are written as they stand; what is null is left out unless it is said otherwise.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Answers with a document.</summary>
    /// <param name="http">The request.</param>
    /// <param name="document">Written as JSON.</param>
    /// <param name="status">200 unless it is an error; errors are not kept by anybody.</param>
    public static async Task WriteAsync(HttpContext http, object document, int status = StatusCodes.Status200OK)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(document, Json);
        var (request, answer) = (http.Request, http.Response);
        answer.StatusCode = status;
        if (status == StatusCodes.Status200OK && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            var tag = $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 16))}\"";
            answer.Headers.ETag = tag;
            answer.Headers.CacheControl = "private, max-age=60";
            if (request.Headers.IfNoneMatch.SelectMany(h => (h ?? "").Split(',', StringSplitOptions.TrimEntries)).Any(h => h == "*" || h == tag || h == "W/" + tag))
            {
                answer.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        else
        {
            answer.Headers.CacheControl = "no-store";
        }

        answer.ContentType = "application/json; charset=utf-8";
        answer.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method))
            await answer.Body.WriteAsync(body, http.RequestAborted);
    }
}
