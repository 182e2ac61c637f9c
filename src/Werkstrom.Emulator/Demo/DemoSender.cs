using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Emulator.Sending;
using Werkstrom.Kernel.People;

namespace Werkstrom.Emulator.Demo;

/// <summary>Lets the demo's plant go on live, over the network to this very server, with a token as any plant needs one.</summary>
sealed class DemoSender(
    DemoPlant plant, IServer server, Tokens tokens, IOptions<EmulatorOptions> options, IConfiguration configuration,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DemoSender> log) : BackgroundService
{
    const string TokenName = "Demo plant";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (plant.Works is null || !await StartedAsync(stoppingToken))
            return;
        if (Address() is not { } address)
            return; // on the socket only, for one verb of the command line

        await using MqttWay way = new(new(address, "demo", await NewKeyAsync(stoppingToken)), new JsonWriter(options.Value.Root, plant.Works.Signals), time, log);
        try
        {
            // it hears of the end first, before the server does not take anything any more
            await new LivePlant(plant.Works, way, time, log, () => plant.Log?.See(isNew: true)).RunAsync(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // what is not sent is made up for at the next start
        }
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

    /// <summary>The port of MQTT on this machine; without one WebSocket at the pages' plain address, on the way to itself.</summary>
    Uri? Address() => configuration.GetValue<int>("mqtt:port") is > 0 and var port ? new($"mqtt://127.0.0.1:{port}") : WebAddress();

    Uri? WebAddress() => server.Features.Get<IServerAddressesFeature>()?.Addresses
        .Where(a => a.StartsWith("http://", StringComparison.Ordinal) && !a.Contains("unix:", StringComparison.Ordinal))
        .Select(a => new Uri(new Uri(a.Replace("http://", "ws://", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal)
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)), "/mqtt"))
        .FirstOrDefault();

    /// <summary>A key lives as long as the process: the one of the last start is withdrawn.</summary>
    async Task<string> NewKeyAsync(CancellationToken stop)
    {
        foreach (var old in (await tokens.ListAsync(stop)).Where(t => t.Name == TokenName && t.RevokedAt is null))
            await tokens.RevokeAsync(old.Id, stop);
        return (await tokens.CreateAsync(new(TokenName, Scopes.Write), stop)).Key;
    }
}
