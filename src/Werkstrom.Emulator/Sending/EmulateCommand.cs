using System.CommandLine;
using Microsoft.Extensions.Logging;
using Werkstrom.Emulator.Works;

namespace Werkstrom.Emulator.Sending;

/// <summary>The verb <c>emulate</c>: the plant as a program of its own, sending to any Werkstrom over the network.</summary>
static class EmulateCommand
{
    public static Command Make()
    {
        Option<string> url = new("--url") { Description = "Address of the server", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        Option<string> token = new("--token") { Description = "Token with scope write; default WERKSTROM_TOKEN", HelpName = "TOKEN", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WERKSTROM_TOKEN") ?? "" };
        Option<int> seed = new("--seed") { Description = "The same seed gives the same plant", DefaultValueFactory = _ => 1 };
        Option<string> root = new("--root") { Description = "The asset under which the plant appears", HelpName = "PATH", DefaultValueFactory = _ => "works" };
        Option<int> seconds = new("--seconds") { Description = "End after so many seconds; 0 runs until it is ended" };
        Command command = new("emulate", "Sends like a real plant: a metal works with two lines, ten machines, meters and PV") { url, token, seed, root, seconds };
        command.Validators.Add(result =>
        {
            if (string.IsNullOrEmpty(result.GetValue(token)))
                result.AddError("--token: a token with scope write is needed; make one with: werkstrom token create --name plant --scopes write");
            if (!IsAddress(result.GetValue(url)))
                result.AddError($"--url: '{result.GetValue(url)}' is not an address such as http://127.0.0.1:8080.");
        });
        command.SetAction((parsed, stop) => RunAsync(
            new(parsed.GetValue(url)!), parsed.GetValue(token)!, parsed.GetValue(seed), parsed.GetValue(root)!, parsed.GetValue(seconds), stop));
        return command;
    }

    static bool IsAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    static async Task<int> RunAsync(Uri url, string token, int seed, string root, int seconds, CancellationToken stop)
    {
        var time = TimeProvider.System;
        var now = time.GetUtcNow();
        var works = new MetalWorks(seed, now.AddDays(-1));
        while (works.Now < now.AddSeconds(-1))
            works.Advance(TimeSpan.FromMinutes(1) < now - works.Now ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1)); // warm, not new

        using var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        var log = logs.CreateLogger("Werkstrom.Emulator");
        using var client = new LineClient(url, token, log);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (seconds > 0)
            end.CancelAfter(TimeSpan.FromSeconds(seconds));
        await Console.Error.WriteLineAsync($"Sending {works.Signals.Count} signals a second to {url}");
        try
        {
            await new LivePlant(works, new(root, works.Signals), client, time, log).RunAsync(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }

        await Console.Error.WriteLineAsync($"Ended; {client.Waiting} posts not acknowledged, {client.Dropped} dropped");
        return client.Waiting == 0 && client.Dropped == 0 ? 0 : 1;
    }
}
