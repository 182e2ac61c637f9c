using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Werkstrom.Acceptance.Mqtt;

/// <summary>The built program with a port for MQTT, and the samples that came in by it.</summary>
public sealed class MqttProgram : IAsyncLifetime, IAsyncDisposable
{
    readonly Running _program = new();

    /// <summary>The program.</summary>
    public Running Program => _program;

    /// <summary>Its port of 127.0.0.1 for MQTT; the same after a restart.</summary>
    public string Port { get; } = FreePort();

    /// <summary>A token with the scopes read and write.</summary>
    public string Token { get; private set; } = "";

    /// <summary>A folder of <c>tests/clients</c>.</summary>
    public static string Clients(string folder) => Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "clients", folder);

    /// <summary>A port that nobody uses.</summary>
    public static string FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a client to its end and gives what it wrote.</summary>
    public static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        using var client = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Clients(folder),
        })!;
        var (text, error) = (client.StandardOutput.ReadToEndAsync(), client.StandardError.ReadToEndAsync());
        try
        {
            await client.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        }
        finally
        {
            if (!client.HasExited)
                client.Kill();
        }

        Assert.True(client.ExitCode == 0, $"{program} {arguments[0]}: {await error}{await text}");
        return await text;
    }

    public async Task InitializeAsync()
    {
        await StartAsync();
        using var client = await _program.ClientAsync("read,write");
        Token = client.DefaultRequestHeaders.Authorization!.Parameter!;
    }

    /// <summary>Starts it, for the first time or after a kill.</summary>
    public Task StartAsync() => _program.StartAsync("serve", "--mqtt-port", Port);

    /// <summary>The values of a signal, in order of time.</summary>
    public async Task<double[]> ReadAsync(string path) => [.. (await ReadSamplesAsync(path)).Select(sample => sample.Value)];

    /// <summary>The samples of a signal, in order of time.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset At, double Value)>> ReadSamplesAsync(string path)
    {
        using var client = Reader();
        var id = await FindAsync(client, path) ?? throw new InvalidOperationException($"There is no signal {path}.");
        var day = DateTime.UtcNow;
        var range = string.Create(CultureInfo.InvariantCulture, $"from={day.AddDays(-1):yyyy-MM-ddTHH:mm:ssZ}&to={day.AddDays(1):yyyy-MM-ddTHH:mm:ssZ}");
        var samples = await client.GetFromJsonAsync<JsonElement>($"/api/signals/{id}/samples?{range}&limit=100000");
        return [.. samples.GetProperty("samples").EnumerateArray().Select(sample => (sample.GetProperty("at").GetDateTimeOffset(), sample.GetProperty("value").GetDouble()))];
    }

    /// <summary>How many samples a signal has; 0 when there is no such signal.</summary>
    public async Task<int> CountAsync(string path)
    {
        using var client = Reader();
        return await FindAsync(client, path) is null ? 0 : (await ReadSamplesAsync(path)).Count;
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => _program.DisposeAsync().AsTask();

    HttpClient Reader() => new() { BaseAddress = _program.Address, DefaultRequestHeaders = { Authorization = new("Bearer", Token) } };

    static async Task<int?> FindAsync(HttpClient client, string path)
    {
        var found = await client.GetFromJsonAsync<JsonElement>($"/api/signals?search={Uri.EscapeDataString(path)}");
        var list = found.ValueKind == JsonValueKind.Array ? found : found.GetProperty("signals");
        return list.EnumerateArray().Where(s => s.GetProperty("path").GetString() == path).Select(s => (int?)s.GetProperty("id").GetInt32()).SingleOrDefault();
    }

    static string Here([CallerFilePath] string file = "") => file;
}
