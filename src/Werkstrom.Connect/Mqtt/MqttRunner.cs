using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Connect.Mqtt.Online;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Events;
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
    MqttServer server, MqttMeters meters, MqttWatch watch, TokenDoor door, AssetCatalog assets, OnlineDesk online, TopicEdition topics, IEvents events, TimeProvider time, ILogger<MqttRunner> log)
    : BackgroundService, IStartStep, IHostedLifecycleService
{
    const string FloodKind = "mqtt.flood";

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    readonly Dictionary<MqttClientInfo, long> _floods = [];
    long _tree;

    public int Order => 400;

    Task IStartStep.StartAsync(CancellationToken stop)
    {
        topics.Changed += server.ForgetVerdicts; // a topic may lead into another asset now
        return server.StartAsync(stop);
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
            if (assets.Version is var tree && tree != _tree)
                server.ForgetVerdicts(); // a topic may lead into another asset now
            _tree = tree;
            online.Look();
            foreach (var client in meters.Here)
            {
                if (client.Identity is MqttIdentity { Pass: { } pass } && !await door.StillHoldsAsync(pass, stop))
                    server.Disconnect(client.ClientId, MqttReason.NotAuthorized, "The token does not hold any more.");
            }

            while (watch.Floods.TryRead(out var flood))
                await NoteAsync(flood.Client, flood.Begins, stop);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            log.LookFailed(e); // the next look comes in seconds
        }
    }

    async Task NoteAsync(MqttClientInfo client, bool begins, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (begins)
        {
            var asset = (client.Identity as MqttIdentity)?.AssetId;
            var text = $"MQTT client {client.ClientId} sends more than it may and is slowed";
            _floods[client] = (await events.NoteAsync(new(0, FloodKind, EventLevel.Watch, asset, now, null, text, ConnectModule.Name, IsOpen: true), stop)).Id;
        }
        else if (_floods.Remove(client, out var id))
        {
            await events.EndAsync(id, now, stop);
        }
    }
}
