using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Werkstrom.Twins.Api;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Templates;

/// <summary>Files that came with a form which is not finished, until it comes again: a browser does not send them twice.</summary>
sealed class HeldFiles
{
    /// <summary>The largest file that a form takes, bytes.</summary>
    public const int Largest = 20_000_000;

    const long Most = 200_000_000;

    readonly ConcurrentDictionary<string, FileRow> _held = new();
    long _bytes;

    /// <summary>Holds a file.</summary>
    /// <returns>The file, and what it is found by.</returns>
    public async Task<(FileRow File, string Key)> HoldAsync(IFormFile sent, CancellationToken stop)
    {
        using MemoryStream bytes = new((int)sent.Length);
        await sent.CopyToAsync(bytes, stop);
        var name = AasFiles.Safe(sent.FileName);
        var key = Guid.NewGuid().ToString("n");
        FileRow file = new()
        {
            Path = $"/aasx/files/{key}/{name}",
            ContentType = string.IsNullOrWhiteSpace(sent.ContentType) ? "application/octet-stream" : sent.ContentType,
            FileName = name,
            Bytes = bytes.ToArray(),
        };
        if (Interlocked.Add(ref _bytes, file.Bytes.Length) > Most)
        {
            _held.Clear();
            Interlocked.Exchange(ref _bytes, file.Bytes.Length);
        }

        _held[key] = file;
        return (file, key);
    }

    /// <summary>A file that is held; null when it is not any more.</summary>
    public FileRow? Find(string key) => _held.GetValueOrDefault(key);
}
