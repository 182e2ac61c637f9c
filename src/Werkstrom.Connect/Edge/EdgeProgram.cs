using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Connect.Edge;

/// <summary>Where the side-cars' program is, and how it is started.</summary>
sealed class EdgeProgram(IOptions<EdgeOptions> options, IOptions<MqttOptions> mqtt, DataFolder folder)
{
    const string Folder = "edge";

    /// <summary>Why no side-car can be started, as the name of a sentence; null when it can.</summary>
    public string? Missing => FindNode() is null ? "node.missing" : File.Exists(Script(EdgeKind.Opcua)) ? null : "script.missing";

    /// <summary>Where a side-car sends: the port of MQTT, else the socket in the data folder.</summary>
    public string Link => mqtt.Value.Port > 0 ? $"mqtt://127.0.0.1:{mqtt.Value.Port}" : $"ws+unix:{folder.Socket}:/mqtt";

    /// <summary>The folder in which a server's queue, certificate and nodes are.</summary>
    public string FolderOf(int server)
    {
        var own = Path.Combine(folder.Folder(Folder), $"{server}");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(own);
        else
            Directory.CreateDirectory(own, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return own;
    }

    /// <summary>Starts it with what it is told on standard input; when that is closed it ends.</summary>
    /// <exception cref="EdgeException">Node.js or the side-car is not there.</exception>
    public Process Start(EdgeKind kind, string verb)
    {
        if (Missing is { } missing)
            throw new EdgeException(missing);
        ProcessStartInfo start = new(FindNode()!, [Script(kind), verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("WERKSTROM_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name); // settings of the program, secrets among them
        return Process.Start(start) ?? throw new EdgeException("node.missing");
    }

    static string Script(EdgeKind kind) => Path.Combine(AppContext.BaseDirectory, Folder, kind == EdgeKind.Opcua ? "opcua.cjs" : "modbus.cjs");

    string? FindNode()
    {
        var name = options.Value.Node;
        if (Path.IsPathRooted(name))
            return File.Exists(name) ? name : null;
        var file = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? $"{name}.exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(at => Path.Combine(at, file)).FirstOrDefault(File.Exists);
    }
}
