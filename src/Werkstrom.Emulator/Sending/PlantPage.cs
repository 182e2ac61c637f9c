using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Plants;

namespace Werkstrom.Emulator.Sending;

/// <summary>
/// The plant and its fault menu as a page, for this machine only: it listens on 127.0.0.1, and its address has a secret that a page of another site
/// cannot know.
/// </summary>
sealed class PlantPage : IAsyncDisposable
{
    const int LongestLine = 300;

    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400), Patience = TimeSpan.FromSeconds(10);

    readonly WebApplication _app;
    readonly FaultMenu _menu;
    readonly TimeProvider _time;
    byte[] _state = "{}"u8.ToArray();
    long? _last;

    PlantPage(WebApplication app, FaultMenu menu, TimeProvider time) => (_app, _menu, _time) = (app, menu, time);

    /// <summary>Where it is.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Opens it and says where; null, and why, when the port is taken.</summary>
    public static async Task<PlantPage?> TryOpenAsync(int port, FaultMenu menu, TimeProvider time, TextWriter people, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 4_000).UseUrls($"http://127.0.0.1:{port}");
        PlantPage page = new(builder.Build(), menu, time);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        page._app.Run(http => page.AnswerAsync(http, $"/{secret}"));
        try
        {
            await page._app.StartAsync(stop);
        }
        catch (IOException)
        {
            await people.WriteLineAsync($"--page: port {port} is taken; the plant runs without the page");
            await page.DisposeAsync();
            return null;
        }

        page.Address = $"{page._app.Urls.First()}/{secret}/";
        await people.WriteLineAsync($"Plant and faults: {page.Address}");
        return page;
    }

    /// <summary>Takes up how the plant is, when it is time to. Called by the one who runs it.</summary>
    public void Show(FilePlant plant, IWay way)
    {
        if (_last is { } last && _time.GetElapsedTime(last) < Pause)
            return;
        _last = _time.GetTimestamp();
        Volatile.Write(ref _state, JsonSerializer.SerializeToUtf8Bytes(PlantPicture.Of(plant, way), Json));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task AnswerAsync(HttpContext http, string secret)
    {
        var (request, answer) = (http.Request, http.Response);
        answer.Headers.ContentSecurityPolicy = Policy;
        answer.Headers["X-Content-Type-Options"] = "nosniff";
        answer.Headers["Referrer-Policy"] = "no-referrer";
        answer.Headers.CacheControl = "no-store";
        // another name that leads here is a page of another site
        if (request.Host.Host is not ("127.0.0.1" or "localhost") || !request.Path.StartsWithSegments(secret, StringComparison.Ordinal, out var rest))
        {
            answer.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        switch (request.Method, rest.Value)
        {
            case ("GET", "/"):
                await SendAsync(answer, "text/html; charset=utf-8", PlantResources.Bytes("page.html"));
                break;
            case ("GET", "/page.js"):
                await SendAsync(answer, "text/javascript; charset=utf-8", PlantResources.Bytes("page.js"));
                break;
            case ("GET", "/page.css"):
                await SendAsync(answer, "text/css; charset=utf-8", PlantResources.Bytes("page.css"));
                break;
            case ("GET", "/state"):
                await SendAsync(answer, "application/json", Volatile.Read(ref _state));
                break;
            case ("POST", "/lines"):
                await DoAsync(http);
                break;
            default:
                answer.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    // a line as at the keyboard; all that cannot be read is answered in the same form
    async Task DoAsync(HttpContext http)
    {
        using StreamReader reader = new(http.Request.Body);
        var line = await reader.ReadToEndAsync(http.RequestAborted);
        MenuAnswer said;
        var status = StatusCodes.Status400BadRequest;
        try
        {
            said = line.Length > LongestLine || line.Contains('\n', StringComparison.Ordinal)
                ? new(false, $"A fault is one line of at most {LongestLine} characters.")
                : await _menu.AskAsync(line).WaitAsync(Patience, http.RequestAborted);
        }
        catch (TimeoutException)
        {
            (said, status) = (new(false, "The plant did not answer within 10 s."), StatusCodes.Status503ServiceUnavailable);
        }

        http.Response.StatusCode = said.IsDone ? StatusCodes.Status200OK : status;
        await SendAsync(http.Response, "application/json", JsonSerializer.SerializeToUtf8Bytes(said, Json));
    }

    static Task SendAsync(HttpResponse answer, string type, byte[] bytes)
    {
        answer.ContentType = type;
        answer.ContentLength = bytes.Length;
        return answer.Body.WriteAsync(bytes).AsTask();
    }
}
