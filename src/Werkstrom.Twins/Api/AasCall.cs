using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Twins.Api;

/// <summary>One request: what stands in its address and body, each checked when it is asked for.</summary>
sealed class AasCall(HttpContext http, IReadOnlyList<(string Name, string Text)> names, AasCursors cursors)
{
    /// <summary>The path below which the API lies.</summary>
    public const string Root = "/api/v3.0";

    const int MostInPage = 1_000;
    const int UsualPage = 100;
    const int LongestEncoded = 12_000;
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    ReadOnlyMemory<byte>? _body;

    /// <summary>The request and its answer.</summary>
    public HttpContext Http => http;

    /// <summary>Ends with the request.</summary>
    public CancellationToken Stop => http.RequestAborted;

    /// <summary>Identifier of the shell in the path.</summary>
    public string Shell => Identifier("aasIdentifier");

    /// <summary>Identifier of the submodel in the path.</summary>
    public string Submodel => Identifier("submodelIdentifier");

    /// <summary>Whether the path leads through a shell.</summary>
    public bool HasShell => Has("aasIdentifier");

    /// <summary>Whether something stands in the path at a name.</summary>
    public bool Has(string name) => names.Any(n => n.Name == name);

    /// <summary>The same call with something more in its path.</summary>
    public AasCall With(string name, string text) => new(http, [.. names, (name, text)], cursors);

    /// <summary>The path of an element.</summary>
    public ElementPath Path => ElementPath.TryParse(Text("idShortPath"), out var path) ? path
        : throw ShellException.BadRequest($"idShortPath {ShellException.Quote(Text("idShortPath"))} is no path such as 'Axes[0].Position'.");

    /// <summary>What <c>level</c> and <c>extent</c> ask for.</summary>
    public Depth Depth => new(
        OneOf("level", "deep", "core") == "core",
        OneOf("extent", "withoutBlobValue", "withBlobValue") == "withBlobValue");

    /// <summary>Entries in a page: <c>limit</c>, 1,000 at most, 100 unless given.</summary>
    public int Limit
    {
        get
        {
            if (Query("limit") is not { } text)
                return UsualPage;
            return text.Length is > 0 and < 18 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0
                ? (int)Math.Min(limit, MostInPage)
                : throw ShellException.BadRequest($"limit {ShellException.Quote(text)} is no whole number from 1 up.");
        }
    }

    /// <summary>Where the page begins.</summary>
    public ShelfPlace After => Query("cursor") is { } cursor ? cursors.Read(cursor, http.Request) : default;

    /// <summary>A cursor to a place in the list of this request; null for none.</summary>
    public string? Cursor(ShelfPlace? next) => next is { } place ? cursors.Write(place, http.Request) : null;

    /// <summary>What stands in the path at a name.</summary>
    public string Text(string name) => names.First(n => n.Name == name).Text;

    /// <summary>An identifier in the path, in base64url.</summary>
    public string Identifier(string name) => Decode(name, Text(name));

    /// <summary>A query parameter that stands once, or null.</summary>
    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values)
        ? values.Count == 1 ? values[0] : throw ShellException.BadRequest($"{name} stands {values.Count} times; once is allowed.")
        : null;

    /// <summary>A query parameter in base64url, or null.</summary>
    public string? Encoded(string name) => Query(name) is { } text ? Decode(name, text) : null;

    /// <summary>A text that came in base64url.</summary>
    public static string Decode(string name, string text)
    {
        if (text.Length > LongestEncoded)
            throw ShellException.BadRequest(string.Create(CultureInfo.InvariantCulture, $"{name} has {text.Length:N0} characters; what it may name has at most {LongestEncoded:N0} in base64url."));
        try
        {
            if (text.Length > 0 && Utf8.GetString(Base64Url.DecodeFromChars(text)) is { Length: > 0 } decoded)
                return decoded;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // told below
        }

        throw ShellException.BadRequest($"{name} {ShellException.Quote(text)} is no base64url of a text in UTF-8.");
    }

    /// <summary>A text as base64url.</summary>
    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>Refuses when the caller read another state than this.</summary>
    public void CheckMatch(Entry entry)
    {
        if (http.Request.Headers.IfMatch is { Count: > 0 } tags && !tags.ToString().Split(',', StringSplitOptions.TrimEntries).Any(t => t == "*" || t == entry.Tag))
            throw new ShellException(Refusal.Changed, $"It was changed since it was read: If-Match is {ShellException.Quote(tags.ToString())}, and its ETag is {entry.Tag}. Read it again.");
    }

    /// <summary>Reads the body as a class of the metamodel; every fault is told.</summary>
    public async Task<T> ReadAsync<T>(CodeJudge? codes = null) where T : class, IClass
    {
        var body = await BodyAsync();
        var reading = AasJson.Read<T>(body);
        if (reading.Value is { } value)
            return codes is null ? value : codes.Checked(value);
        // what can be read of it is judged too: everything that is wrong is told at once
        var rest = codes is null ? null : AasJson.Read<T>(body, ReadOptions.Tolerant).Value;
        throw ShellException.Of([.. reading.Faults, .. rest is null ? [] : codes!.Faults(rest)]);
    }

    /// <summary>Reads the body as any JSON.</summary>
    public async Task<JsonDocument> ReadJsonAsync()
    {
        var body = await BodyAsync();
        try
        {
            return JsonDocument.Parse(body, new() { MaxDepth = 128 });
        }
        catch (JsonException broken)
        {
            throw ShellException.BadRequest($"The body is no JSON, or nested deeper than 128 levels (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}).");
        }
    }

    async Task<ReadOnlyMemory<byte>> BodyAsync()
    {
        if (_body is { } known)
            return known;
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
            throw new ShellException(Refusal.MediaType, $"A body of {ShellException.Quote(type ?? "")} is not taken here; it is 'application/json'.");
        ArrayBufferWriter<byte> body = new((int)Math.Clamp(http.Request.ContentLength ?? 4_096, 256, 1 << 20));
        int read;
        while ((read = await http.Request.Body.ReadAsync(body.GetMemory(4_096), Stop)) > 0)
            body.Advance(read);
        _body = body.WrittenMemory;
        return _body.Value;
    }

    string OneOf(string name, string usual, string other) => Query(name) switch
    {
        null => usual,
        var text when text == usual || text == other => text,
        var text => throw ShellException.BadRequest($"{name} {ShellException.Quote(text)} is neither '{usual}' nor '{other}'."),
    };
}
