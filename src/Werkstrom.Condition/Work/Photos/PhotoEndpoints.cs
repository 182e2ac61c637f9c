using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Werkstrom.Condition.Work.Photos;

/// <summary>Shows photos; whoever may read work orders may see them. A browser must take the bytes for nothing but a picture.</summary>
static class PhotoEndpoints
{
    /// <summary>Most bytes of one request with photos.</summary>
    public const long MaxRequestBytes = 64L * 1024 * 1024;

    /// <summary>The bytes of a photo.</summary>
    public static async Task<Results<FileStreamHttpResult, NotFound>> Show(long id, string hash, PhotoDesk desk, HttpResponse response, CancellationToken stop)
    {
        if (await desk.OpenAsync(id, hash, stop) is not { } found)
            return TypedResults.NotFound();
        var headers = response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "private, max-age=86400, immutable";
        headers.ContentDisposition = $"{(found.Photo.Kind.IsShown ? "inline" : "attachment")}; filename=\"{found.Photo.File}\"";
        return TypedResults.File(found.Bytes, found.Photo.Kind.Mime);
    }
}
