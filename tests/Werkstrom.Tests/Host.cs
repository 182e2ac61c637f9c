using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Serving;

namespace Werkstrom.Tests;

/// <summary>
/// The real host on a real data folder of its own, listening on a free port of 127.0.0.1. Nothing of ours is replaced.
/// Use it as a class fixture, or make one a test when the test changes what others read.
/// </summary>
public sealed class Host : IAsyncLifetime
{
    Server? _server;
    LocalServer? _local;

    /// <summary>The data folder; deleted at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("ws-").FullName;

    /// <summary>Where it listens, to be set before <see cref="InitializeAsync"/>.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:0";

    /// <summary>Further configuration, to be set before <see cref="InitializeAsync"/>.</summary>
    public Dictionary<string, string?> Configuration { get; } = [];

    /// <summary>The services of the running host.</summary>
    public IServiceProvider Services => _server!.Services;

    /// <summary>The address of the running host, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => new(_server!.Addresses[0]);

    /// <summary>A client over the socket in the data folder: admin, as the command line.</summary>
    public HttpClient Local => _local!.Http;

    /// <summary>A client over TCP without credentials; redirects are not followed.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    public async Task InitializeAsync()
    {
        _server = await Server.StartAsync(
            new() { Data = Folder, Urls = Urls, Configuration = [.. Configuration] }, HostModules.All(), default);
        _local = await LocalServer.ConnectAsync(new DataFolder(Folder), default);
    }

    /// <summary>Ends the server and starts it again on the same folder, as after a reboot.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Ends the server; the folder stays.</summary>
    public async Task StopAsync()
    {
        if (_local is not null)
            await _local.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        (_local, _server) = (null, null);
    }
}
