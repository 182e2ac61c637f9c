using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Werkstrom.Bench.Peers;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Bench.Mqtt;

/// <summary>A broker under test: a process of this bench, or one that runs already.</summary>
sealed class Broker : IAsyncDisposable
{
    readonly Process? _process;
    readonly bool _isOurs;
    readonly Uri _address;

    Broker(string name, Uri address, Process? process, bool isOurs) =>
        (Name, _address, _process, _isOurs) = (name, address, process, isOurs);

    public string Name { get; }

    /// <summary>Its port on this machine.</summary>
    public int Port => _address.Port;

    /// <summary>The library's server with an intake that appends to a file with fsync.</summary>
    public static Task<Broker> StartLibraryAsync(string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var port = Peer.FreePort();
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Werkstrom.Bench.dll"), "mqtt-server", port.ToString(CultureInfo.InvariantCulture), folder])
        {
            RedirectStandardInput = true, // its end is the server's end
        };
        return ReadyAsync(new Broker("werkstrom", Local(port), Process.Start(start)!, isOurs: true), port, stop);
    }

    /// <summary>Debian's mosquitto, with persistence, without its default limits, which drop messages.</summary>
    public static Task<Broker> StartMosquittoAsync(string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var port = Peer.FreePort();
        var settings = Path.Combine(folder, "mosquitto.conf");
        File.WriteAllText(settings, $"""
            listener {port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {folder}/
            max_inflight_messages 0
            max_queued_messages 0
            log_dest none
            {(Environment.UserName == "root" ? "user root" : "")}

            """);
        var program = File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";
        return ReadyAsync(new Broker("mosquitto", Local(port), Process.Start(new ProcessStartInfo(program, ["-c", settings]))!, isOurs: false), port, stop);
    }

    /// <summary>A broker that runs, <c>mqtt://[user:password@]host:port</c>; its process number tells memory and processor time.</summary>
    public static Broker Running(Uri address, int? process) =>
        new("werkstrom", address, process is { } id ? Process.GetProcessById(id) : null, isOurs: false);

    /// <summary>A client of this bench.</summary>
    public async Task<MqttClient> ConnectAsync(string id, CancellationToken stop, int inFlight = 1000, int queued = 100_000)
    {
        var user = _address.UserInfo.Split(':', 2);
        var client = new MqttClient(new()
        {
            Server = _address,
            ClientId = id,
            SessionExpiry = 0,
            InFlight = (ushort)inFlight,
            QueuedMessages = queued,
            UserName = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user[1])) : (ReadOnlyMemory<byte>?)null,
            Version = MqttVersion.V5,
        });
        await client.ConnectAsync(stop);
        return client;
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Processor()
    {
        _process?.Refresh();
        return _process?.TotalProcessorTime ?? TimeSpan.Zero;
    }

    /// <summary>Resident memory, MB.</summary>
    public double Memory()
    {
        _process?.Refresh();
        return (_process?.WorkingSet64 ?? 0) / 1e6;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (_isOurs)
            _process.StandardInput.Close();
        else if (Name == "mosquitto")
            _process.Kill();
        if (_isOurs || Name == "mosquitto")
            await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    static Uri Local(int port) => new($"mqtt://127.0.0.1:{port}");

    static async Task<Broker> ReadyAsync(Broker broker, int port, CancellationToken stop)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, stop);
                return broker;
            }
            catch (SocketException) when (tries < 300 && !broker._process!.HasExited)
            {
                await Task.Delay(100, stop); // it is still starting
            }
        }
    }
}
