using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Werkstrom.Serving;

namespace Werkstrom.Tests.Connect.Edge;

/// <summary>A server of a machine in a process of its own: node-opcua's or jsmodbus's, which are no code of ours.</summary>
public sealed class Machine : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    readonly StringBuilder _errors = new();
    readonly Process _process;

    Machine(Process process) => _process = process;

    /// <summary>Its address.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The folder <c>edge</c> of the sources.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "..", "edge"));

    /// <summary>A server of OPC UA; with a user it lets nobody else in.</summary>
    public static Task<Machine> OpcuaAsync(string folder, string user = "", string password = "") =>
        StartAsync("opcua/test/server.mjs", [$"{MqttPort.Spare()}", folder, .. user.Length > 0 ? new[] { user, password } : []]);

    public static Task<Machine> ModbusAsync() => StartAsync("modbus/test/server.mjs", [$"{MqttPort.Spare()}"]);

    /// <summary>Sends a command and waits until it is done.</summary>
    public async Task DoAsync(object command)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command));
        await _process.StandardInput.FlushAsync();
        Assert.True((await LineAsync()).TryGetProperty("done", out _));
    }

    /// <summary>Sets a variable of the OPC UA server with its source time.</summary>
    public Task SetAsync(string name, object? value, DateTimeOffset time, string status = "Good") => DoAsync(new { set = name, value, status, time });

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    static async Task<Machine> StartAsync(string script, IEnumerable<string> arguments)
    {
        Machine machine = new(Process.Start(new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
        machine._process.ErrorDataReceived += (_, line) => machine._errors.AppendLine(line.Data);
        machine._process.BeginErrorReadLine();
        machine.Url = (await machine.LineAsync()).GetProperty("ready").GetString()!;
        return machine;
    }

    async Task<JsonElement> LineAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.True(line is not null, _errors.ToString());
        return JsonSerializer.Deserialize<JsonElement>(line!);
    }

    static string Here([CallerFilePath] string file = "") => file;
}
