using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Emulator.Sending;
using Werkstrom.Kernel.People;

namespace Werkstrom.Emulator.Demo;

/// <summary>Lets the demo's plant go on live, over the network to this very server, with a token as any plant needs one.</summary>
sealed class DemoSender(
    DemoPlant plant, IServer server, Tokens tokens, IOptions<EmulatorOptions> options,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DemoSender> log) : BackgroundService
{
    const string TokenName = "Demo plant";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (plant.Works is null || !await StartedAsync(stoppingToken))
            return;
        if (Address() is not { } address)
            return; // on the socket only, for one verb of the command line

        using var client = new LineClient(address, await NewKeyAsync(stoppingToken), log);
        await new LivePlant(plant.Works, new(options.Value.Root, plant.Works.Signals), client, time, log, () => plant.Log?.See(isNew: true)).RunAsync(stoppingToken);
    }

    async Task<bool> StartedAsync(CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = lifetime.ApplicationStarted.Register(started.SetResult);
        await using var onStop = stop.Register(() => started.TrySetCanceled(stop));
        try
        {
            await started.Task;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Plain HTTP on loopback: the demo's own certificate is not worth checking on the way to itself.</summary>
    Uri? Address() => server.Features.Get<IServerAddressesFeature>()?.Addresses
        .Where(a => a.StartsWith("http://", StringComparison.Ordinal) && !a.Contains("unix:", StringComparison.Ordinal))
        .Select(a => new Uri(a.Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)))
        .FirstOrDefault();

    /// <summary>A key lives as long as the process: the one of the last start is withdrawn.</summary>
    async Task<string> NewKeyAsync(CancellationToken stop)
    {
        foreach (var old in (await tokens.ListAsync(stop)).Where(t => t.Name == TokenName && t.RevokedAt is null))
            await tokens.RevokeAsync(old.Id, stop);
        return (await tokens.CreateAsync(new(TokenName, Scopes.Write), stop)).Key;
    }
}
