using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Werkstrom.Bench.Peers;

/// <summary>A store of others, started on loopback with a folder of its own and ended with its data.</summary>
abstract class Peer : IAsyncDisposable
{
    readonly Process _process;

    protected Peer(string name, string program, string folder, int port, params IEnumerable<string> arguments)
    {
        Name = name;
        Folder = folder;
        Http = new() { BaseAddress = new($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromMinutes(5) };
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        // nobody reads what it says, but a full pipe would stop it
        _process.ErrorDataReceived += (_, _) => { };
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>Short name for the table.</summary>
    public string Name { get; }

    /// <summary>Where it keeps its data.</summary>
    public string Folder { get; }

    /// <summary>Its HTTP interface.</summary>
    public HttpClient Http { get; }

    /// <summary>The path that takes line protocol with instants in nanoseconds.</summary>
    public abstract string WritePath { get; }

    /// <summary>Number of its process.</summary>
    protected int Id => _process.Id;

    /// <summary>Processor time used so far: it says what something costs also where the machine is shared.</summary>
    public TimeSpan Processor()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>A path that answers 2xx when it is ready.</summary>
    protected abstract string ReadyPath { get; }

    /// <summary>Whether its program is on this machine.</summary>
    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Waits until it answers; it may make its database here.</summary>
    public virtual Task ReadyAsync(CancellationToken stop) => AnswersAsync(stop);

    /// <summary>Waits until it answers.</summary>
    public async Task AnswersAsync(CancellationToken stop)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await Http.GetAsync(ReadyPath, stop);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (tries < 300 && !_process.HasExited)
            {
                // it is still starting
            }

            await Task.Delay(100, stop);
        }
    }

    /// <summary>Makes what was written visible and compact, as far as it can be asked to.</summary>
    public virtual Task SettleAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Sends a request and reads the whole answer, as a caller must.</summary>
    public async Task<byte[]> GetAsync(string path, CancellationToken stop)
    {
        using var answer = await Http.GetAsync(path, stop);
        var body = await answer.Content.ReadAsByteArrayAsync(stop);
        return answer.IsSuccessStatusCode
            ? body
            : throw new InvalidOperationException($"{Name}: {(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
    }

    /// <summary>A port that is free at this moment.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None); // it must be gone before its folder is deleted
        _process.Dispose();
    }
}
