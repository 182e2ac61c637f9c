using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Werkstrom.Acceptance.Edge;

/// <summary>From a verb of the command line to samples, with the built program and a server of node-opcua.</summary>
public sealed class OpcuaTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Given_an_OPC_UA_server_When_it_is_added_with_one_verb_Then_its_values_are_there_also_after_a_kill_of_Werkstrom()
    {
        var folder = Directory.CreateTempSubdirectory("ws-opcua-").FullName;
        var (port, mqtt) = (FreePort(), FreePort());
        using var machine = await StartMachineAsync(port, folder);
        try
        {
            await using var program = new Running();
            await program.StartAsync("serve", "--mqtt-port", mqtt);
            var (code, said, error) = await Running.RunAsync("opcua", "add", $"opc.tcp://127.0.0.1:{port}", "--name", "Presse 3", "--asset", "Werk/Presse", "--all", "--data", program.Folder);
            Assert.True(code == 0, error);
            Assert.Equal(["'Presse 3' is added: 7 variables.", "6 more are read.", "Started."], said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
            using var first = await program.ClientAsync("read");
            Assert.Equal(20, (await SignalAsync(first, "Werk/Presse/Press3/Temperature", 20)).GetProperty("value").GetDouble());

            await program.KillAsync();
            await program.StartAsync("serve", "--mqtt-port", mqtt);
            await machine.StandardInput.WriteLineAsync("""{"set":"Temperature","value":99.5}""");
            await machine.StandardInput.FlushAsync();

            using var again = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = first.DefaultRequestHeaders.Authorization } };
            Assert.Equal(192, (await SignalAsync(again, "Werk/Presse/Press3/Temperature", 99.5)).GetProperty("quality").GetInt32());
            await ShownAsync(program, "Werk/Presse/Press3/State\tRunning\t");
        }
        finally
        {
            machine.Kill(entireProcessTree: true);
            await machine.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Waits until the verb shows a line: values come one after the other once the side-car is back.</summary>
    static async Task ShownAsync(Running program, string line)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var shown = await Running.RunAsync("opcua", "show", "Presse 3", "--data", program.Folder);
            if (shown.Out.Contains(line, StringComparison.Ordinal))
                return;
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, shown.Out + shown.Error);
            await Task.Delay(200);
        }
    }

    /// <summary>The last sample of a signal as soon as it has a value.</summary>
    static async Task<JsonElement> SignalAsync(HttpClient client, string path, double value)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = (await client.GetFromJsonAsync<JsonElement>($"api/signals?search={WebUtility.UrlEncode(path)}")).GetProperty("signals").EnumerateArray()
                .FirstOrDefault(s => s.GetProperty("path").GetString() == path);
            if (found.ValueKind == JsonValueKind.Object && found.GetProperty("last") is { ValueKind: JsonValueKind.Object } last && last.GetProperty("value").GetDouble() == value)
                return last;
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"{path}: {found}");
            await Task.Delay(100);
        }
    }

    static async Task<Process> StartMachineAsync(string port, string folder)
    {
        var machine = Process.Start(new ProcessStartInfo("node", ["opcua/test/server.mjs", port, folder])
        {
            WorkingDirectory = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "edge")),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Contains("ready", await machine.StandardOutput.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
        return machine;
    }

    static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    static string Here([CallerFilePath] string file = "") => file;
}
