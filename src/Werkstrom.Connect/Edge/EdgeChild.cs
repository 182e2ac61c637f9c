using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Connect.Edge;

/// <summary>One side-car: its program is started, told what to do, listened to, and started again when it ends.</summary>
sealed class EdgeChild(EdgeServer server, EdgeProgram program, EdgeConfig config, EdgeState state, Action<EdgeReport> onReport, TimeProvider time, ILogger log)
{
    const int WrongConfig = 2;

    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Healthy = TimeSpan.FromMinutes(2);
    static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    string[] _secrets = [];

    /// <summary>Runs until it is stopped, or until trying again makes no sense.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var wait = FirstWait;
        while (!stop.IsCancellationRequested)
        {
            var start = time.GetTimestamp();
            try
            {
                if (await RunOnceAsync(stop) == WrongConfig)
                    return;
            }
            catch (Exception e) when (e is EdgeException or Win32Exception or IOException)
            {
                state.Enter(EdgePhase.Failed, "Start", e.Message);
                log.EdgeNotStarted(server.Name, e.Message);
                if (e is EdgeException)
                    return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }

            if (stop.IsCancellationRequested)
                return;
            wait = time.GetElapsedTime(start) > Healthy ? FirstWait : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
            await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<int> RunOnceAsync(CancellationToken stop)
    {
        var told = await config.RunAsync(server, stop);
        _secrets = [.. SecretsOf(told)];
        using var process = program.Start(server.Kind, "run");
        state.Started();
        log.EdgeStarted(server.Name, process.Id);
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, Report), ReadAsync(process.StandardError, Say));
        await TellAsync(process, told.ToJsonString());
        await process.WaitForExitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
            await EndAsync(process);
        await reading;
        if (!stop.IsCancellationRequested)
            log.EdgeEnded(server.Name, process.ExitCode);
        if (process.ExitCode != WrongConfig)
            state.Enter(stop.IsCancellationRequested ? EdgePhase.Stopped : EdgePhase.Waiting);
        return process.ExitCode;
    }

    void Report(string line)
    {
        if (EdgeReport.Read(line) is not { } report)
            return;
        if (report.Type == "failed")
            state.Enter(EdgePhase.Failed, report.Code ?? "", report.Text ?? "");
        else
            state.Take(report);
        onReport(report);
    }

    void Say(string line)
    {
        foreach (var secret in _secrets)
            line = line.Replace(secret, "•••", StringComparison.Ordinal);
        log.EdgeSays(server.Name, line.Length > 500 ? line[..500] : line);
    }

    // the end of its standard input is the wish that it ends; what it has it sends before
    static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        using var late = new CancellationTokenSource(TimeToEnd);
        await process.WaitForExitAsync(late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (process.HasExited)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None); // killed: it ends
    }

    static async Task TellAsync(Process process, string line)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(line);
            await process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // it ended already; its exit says why
        }
    }

    static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync() is { } line)
            take(line);
    }

    static IEnumerable<string> SecretsOf(JsonObject told) =>
        new[] { told["link"]?["password"], told["opcua"]?["password"] }.Select(s => s?.GetValue<string>() ?? "").Where(s => s.Length > 3);
}
