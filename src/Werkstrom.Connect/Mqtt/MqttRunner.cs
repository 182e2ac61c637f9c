using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Connect.Mqtt.Access;
using Werkstrom.Connect.Mqtt.Online;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt;

/// <summary>
/// Starts the server of MQTT before the first connection and ends it before the last: clients are told, and what is under way is
/// answered. Meanwhile it looks whether the keys of connected clients still hold, and notes floods.
/// </summary>
sealed class MqttRunner(
    MqttServer server, MqttMeters meters, MqttWatch watch, MqttRates rates, MqttFloods floods, ClientAuthority authority, TokenDoor door, AssetCatalog assets,
    OnlineDesk online, TopicEdition topics, TimeProvider time, ILogger<MqttRunner> log)
    : BackgroundService, IStartStep, IHostedLifecycleService
{
    // looks; at once when a key was withdrawn by this process
    const int AskKeysEvery = 4;

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    long _tree;
    long _keys;
    int _looks;

    public int Order => 400;

    Task IStartStep.StartAsync(CancellationToken stop)
    {
        authority.Check();
        topics.Changed += server.ForgetVerdicts; // a topic may lead into another asset now
        server.Start();
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken stop) => await server.DisposeAsync();

    public Task StartingAsync(CancellationToken stop) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken stop) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken stop) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await LookAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end
        }
    }

    async Task LookAsync(CancellationToken stop)
    {
        try
        {
            await floods.SweepAsync(stop);
            if (assets.Version is var tree && tree != _tree)
                server.ForgetVerdicts(); // a topic may lead into another asset now
            _tree = tree;
            online.Look();
            rates.Look();
            if (door.Version is var keys && (keys != _keys || _looks++ % AskKeysEvery == 0))
                await AskKeysAsync(stop);
            _keys = keys;
            while (watch.Floods.TryRead(out var flood))
                await floods.NoteAsync(flood.Client, flood.Begins, stop);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            log.LookFailed(e); // the next look comes in seconds
        }
    }

    async Task AskKeysAsync(CancellationToken stop)
    {
        foreach (var client in meters.Each)
        {
            if (client.Identity is MqttIdentity { Pass: { } pass } && !await door.StillHoldsAsync(pass, stop))
                server.Disconnect(client.ClientId, MqttReason.NotAuthorized, "The key does not hold any more.");
        }
    }
}
