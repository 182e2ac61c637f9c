using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Tests.Energy.Market;

/// <summary>Plays the providers of market data on 127.0.0.1, over real HTTP; a test says what comes next.</summary>
sealed class StandIn : IAsyncDisposable
{
    readonly WebApplication _app;

    StandIn(WebApplication app) => _app = app;

    /// <summary>Where it is.</summary>
    public string Address => _app.Urls.First();

    /// <summary>What it was asked: method, path with query, and headers that matter.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>How it answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = http => SayAsync(http, 404, "");

    public static async Task<StandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        StandIn made = new(app);
        app.Run(http =>
        {
            made.Asked.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}{Header(http, "Authorization")}{Header(http, "If-None-Match")}");
            return made.Answer(http);
        });
        await app.StartAsync();
        return made;
    }

    /// <summary>Answers with a text.</summary>
    public static Task SayAsync(HttpContext http, int status, string text, params (string Name, string Value)[] headers)
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            http.Response.Headers[name] = value;
        return http.Response.WriteAsync(text);
    }

    /// <summary>Announces more than it sends, and breaks the connection.</summary>
    public static async Task BreakAsync(HttpContext http, string text)
    {
        http.Response.ContentLength = Encoding.UTF8.GetByteCount(text) + 100;
        await http.Response.WriteAsync(text);
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    static string Header(HttpContext http, string name) => http.Request.Headers[name].ToString() is { Length: > 0 } value ? $" {name}={value}" : "";
}
