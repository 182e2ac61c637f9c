using System.Net.Sockets;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Kernel.Modules;

/// <summary>
/// How a verb of the command line reaches the API: over the socket in the data folder to the server that runs there, or, when
/// none runs, to one that is started in this process for as long as the verb needs it. It is trusted as admin.
/// </summary>
public sealed class LocalServer : IAsyncDisposable
{
    readonly IAsyncDisposable? _started;

    LocalServer(HttpClient http, IAsyncDisposable? started) => (Http, _started) = (http, started);

    /// <summary>Starts a server on the socket of a data folder only; set by the host before a verb runs.</summary>
    public static Func<DataFolder, CancellationToken, Task<IAsyncDisposable>>? Start { get; set; }

    /// <summary>Client of the API; relative addresses such as <c>api/signals</c>. Waits without limit: pass a token.</summary>
    public HttpClient Http { get; }

    /// <summary>True when the server was started for this verb.</summary>
    public bool IsOwn => _started is not null;

    /// <summary>Connects to the server of a data folder, or starts one.</summary>
    /// <exception cref="InvalidOperationException">None runs and this program has no host to start.</exception>
    public static async Task<LocalServer> ConnectAsync(DataFolder folder, CancellationToken stop)
    {
        if (await AnswersAsync(folder.Socket, stop))
            return new(Client(folder.Socket), null);
        if (Start is null)
            throw new InvalidOperationException($"No server runs on {folder.Path}.");

        var started = await Start(folder, stop);
        return new(Client(folder.Socket), started);
    }

    /// <summary>Ends the connection, and the server if it was started for it.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_started is not null)
            await _started.DisposeAsync();
    }

    static async Task<bool> AnswersAsync(string socket, CancellationToken stop)
    {
        if (!File.Exists(socket))
            return false;
        try
        {
            await using var stream = await ConnectSocketAsync(socket, stop);
            return true;
        }
        catch (SocketException) // left behind by a server that was killed
        {
            return false;
        }
    }

    static HttpClient Client(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, stop) => await ConnectSocketAsync(path, stop),
    })
    {
        BaseAddress = new("http://localhost/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    static async Task<NetworkStream> ConnectSocketAsync(string path, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
            return new(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
