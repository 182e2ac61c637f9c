using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Werkstrom.Acceptance;

/// <summary>The built program as a process of its own, on a data folder of its own and a free port of 127.0.0.1.</summary>
/// <param name="folder">The data folder; null for a new one.</param>
public sealed class Running(string? folder = null) : IAsyncDisposable
{
    /// <summary>What the first admin signs in with.</summary>
    public const string Password = "Prüfung-mit-Umlaut-42";

    static readonly string Dll = FindProgram();

    readonly StringBuilder _output = new();
    Process? _process;

    /// <summary>The data folder; deleted at the end.</summary>
    public string Folder { get; } = folder ?? Directory.CreateTempSubdirectory("ws-").FullName;

    /// <summary>Where it answers; set by <see cref="StartAsync"/>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Where it is to listen.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:0";

    /// <summary>What it has written to the terminal.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public int ProcessId => _process!.Id;

    /// <summary>Settings for its next start, beside the admin's password.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="verb"><c>serve</c> or <c>demo</c>.</param>
    public async Task StartAsync(string verb = "serve", params string[] more)
    {
        lock (_output)
            _output.Clear();
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] mqtt = more.Contains("--mqtt-port") ? [] : ["--mqtt-port", "0"]; // programs of several tests must not meet at 1883
        _process = Start([verb, "--data", Folder, "--urls", Urls, .. mqtt, .. more], Environment);
        _process.OutputDataReceived += (_, line) => Take(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, ready);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The program ended: {Output}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = await ready.Task.WaitAsync(TimeSpan.FromSeconds(90));
    }

    /// <summary>Ends it as the kernel ends a process: at once, in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Asks it to end, as systemd does.</summary>
    public async Task StopAsync()
    {
        using var asked = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        _process.Dispose();
        _process = null;
    }

    /// <summary>Runs a verb of the command line to its end.</summary>
    public static async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments, []);
        var text = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, await text, await error);
    }

    /// <summary>Starts a verb of the command line that runs until it is ended.</summary>
    public static Process Begin(params string[] arguments) => Start(arguments, []);

    /// <summary>A client with a new token.</summary>
    public async Task<HttpClient> ClientAsync(string scopes)
    {
        var (code, token, error) = await RunAsync("token", "create", "--data", Folder, "--name", "test", "--scopes", scopes);
        Assert.True(code == 0, error);
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(100) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    static Process Start(IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["WERKSTROM_setup__adminPassword"] = Password },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    void Take(string? line, TaskCompletionSource<Uri> ready)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (line.StartsWith("Werkstrom is ready: ", StringComparison.Ordinal))
            ready.TrySetResult(new(line["Werkstrom is ready: ".Length..]));
    }

    static string FindProgram()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory); // artifacts/bin/Werkstrom.Acceptance/release
        return Path.Combine(here.Parent!.Parent!.FullName, "Werkstrom", here.Name, "werkstrom.dll");
    }
}
