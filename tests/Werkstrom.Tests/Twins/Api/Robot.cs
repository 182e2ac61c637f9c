using System.Net;
using System.Net.Sockets;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>An HTTP server that carries out operations, on a free port.</summary>
sealed class Robot : IDisposable
{
    readonly HttpListener _listener = new();
    readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Robot()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        Authority = $"127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        _listener.Prefixes.Add($"http://{Authority}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Authority { get; }

    public string? Asked { get; private set; }

    public string? Signature { get; private set; }

    /// <summary>Lets those go on that ask for <c>/slow</c>.</summary>
    public void Go() => _go.TrySetResult();

    public void Dispose()
    {
        _go.TrySetResult();
        _listener.Close();
    }

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using StreamReader reader = new(context.Request.InputStream);
            (Asked, Signature) = (await reader.ReadToEndAsync(), context.Request.Headers["X-Werkstrom-Signature"]);
            var path = context.Request.Url!.AbsolutePath;
            if (path == "/slow")
                await _go.Task;
            var (status, body) = path switch
            {
                "/broken" => (500, ""),
                "/elsewhere" => (302, ""),
                "/prose" => (200, "it is done"),
                "/other" => (200, """[{"value":{"modelType":"Property","idShort":"Colour","valueType":"xs:string","value":"red"}}]"""),
                _ => (200, """
                    [{"value":{"modelType":"Property","idShort":"Reached","valueType":"xs:double","value":"42.5"}},
                    {"value":{"modelType":"Property","idShort":"Tries","valueType":"xs:int","value":"4"}}]
                    """),
            };
            context.Response.StatusCode = status;
            if (status == 302)
                context.Response.Headers["Location"] = "/done";
            await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // the caller waited no longer
        }
    }
}
