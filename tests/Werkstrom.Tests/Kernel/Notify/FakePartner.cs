using System.Net;
using System.Net.Sockets;

namespace Werkstrom.Tests.Kernel.Notify;

/// <summary>A partner's HTTP server on a free port.</summary>
sealed class FakePartner : IDisposable
{
    readonly HttpListener _listener = new();

    public FakePartner()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/hook/";
        free.Stop();
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public int Status { get; set; } = 200;

    public List<(string? Signature, string Body)> Requests { get; } = [];

    public void Dispose() => _listener.Close();

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                Requests.Add((context.Request.Headers["X-Werkstrom-Signature"], await reader.ReadToEndAsync()));
                context.Response.StatusCode = Status;
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
