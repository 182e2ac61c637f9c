using System.CommandLine;
using System.Net;
using System.Net.Sockets;

namespace Werkstrom.Serving;

/// <summary>The port of MQTT: the one that was named, else the usual one, else, when another program has that, one that is free.</summary>
static class MqttPort
{
    /// <summary>The port that is registered for MQTT.</summary>
    public const int Usual = 1883;

    const string Setting = "WERKSTROM_mqtt__port";

    public static Option<int?> Option()
    {
        Option<int?> option = new("--mqtt-port")
        {
            Description = $"Port of 127.0.0.1 for MQTT, 0 for none; {Usual} unless another program has it. WebSocket is at /mqtt of --urls",
            HelpName = "PORT",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is { } port && port is < 0 or > 65_535)
                result.AddError($"--mqtt-port: {port} is not a port, 0 to 65535.");
        });
        return option;
    }

    /// <summary>The settings with the port.</summary>
    /// <param name="settings">The settings so far.</param>
    /// <param name="named">What the command line says; null for nothing.</param>
    public static ServeSettings Choose(ServeSettings settings, int? named) =>
        named is not null || Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } ? settings with { MqttPort = named }
        : IsFree(Usual) ? settings with { MqttPort = Usual }
        : settings with { MqttPort = Spare(), IsMqttPortSpare = true };

    static bool IsFree(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port that is free now.</summary>
    public static int Spare()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
