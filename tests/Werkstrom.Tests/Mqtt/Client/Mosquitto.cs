using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Werkstrom.Tests.Mqtt.Client;

/// <summary>Debian's mosquitto with a folder and a configuration of its own: a broker that is not ours.</summary>
sealed class Mosquitto : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("ws-mosquitto-").FullName;
    readonly string _settings;
    Process _process;

    Mosquitto(string more)
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        _settings = Path.Combine(_folder, "mosquitto.conf");
        File.WriteAllText(_settings, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {_folder}/
            max_queued_messages 0
            {(Environment.UserName == "root" ? "user root" : "")}
            {more}

            """);
        _process = Run();
    }

    public int Port { get; }

    public static async Task<Mosquitto> StartAsync(string more = "")
    {
        var broker = new Mosquitto(more);
        await broker.AnswersAsync();
        return broker;
    }

    /// <summary>Ends it, as an administrator does (it writes its sessions down) or by a kill, and starts it anew.</summary>
    public async Task RestartAsync(bool kill)
    {
        await EndAsync(kill);
        _process = Run();
        await AnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(kill: true);
        Directory.Delete(_folder, recursive: true);
    }

    Process Run() => Process.Start(new ProcessStartInfo(Program(), ["-c", _settings]) { RedirectStandardError = true, RedirectStandardOutput = true })!;

    // Debian puts it where only an administrator's path looks
    static string Program() => File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";

    async Task EndAsync(bool kill)
    {
        if (kill)
        {
            _process.Kill();
        }
        else
        {
            using var end = Process.Start("kill", [$"{_process.Id}"]);
            await end.WaitForExitAsync();
        }

        using var limit = new CancellationTokenSource(Waiting.Limit);
        await _process.WaitForExitAsync(limit.Token);
        _process.Dispose();
    }

    Task AnswersAsync() => Waiting.UntilAsync(() =>
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });
}
