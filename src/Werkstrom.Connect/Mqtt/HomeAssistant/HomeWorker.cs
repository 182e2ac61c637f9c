using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Connect.Mqtt.Online;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Signals;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>
/// Learns at a start what is retained of announcements, looks whether announced devices said before that they are there, and gives assets
/// and signals that have no name for people the one that was announced.
/// </summary>
sealed class HomeWorker(
    MqttServer server, HomeBook book, TopicDesk topics, OnlineDesk online, AssetCatalog assets, SignalCatalog signals, TimeProvider time, ILogger<HomeWorker> log)
    : BackgroundService, IStartStep
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    public int Order => 410; // behind the server

    Task IStartStep.StartAsync(CancellationToken stop)
    {
        if (book.Prefix.Length > 0)
        {
            foreach (var kept in server.Retains($"{book.Prefix}/#").OrderBy(kept => kept.PublishedAt))
            {
                if (HomeTopic.TryRead(book.Prefix, kept.Topic, out var read))
                    book.Learn(kept.Topic, read, kept.Payload);
            }
        }

        Hear();
        return Task.CompletedTask;
    }

    /// <summary>Looks once at what was announced.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        Hear();
        foreach (var (path, title) in book.Titles)
        {
            if (assets.TryGet(path, out var asset))
            {
                book.Titles.TryRemove(new(path, title));
                if (asset.Title is null)
                    await assets.ChangeAsync(asset.Id, one => one with { Title = title }, stop);
            }
            else if (signals.TryGet(path, out var signal))
            {
                book.Titles.TryRemove(new(path, title));
                if (signal.Title is null)
                    await signals.ChangeAsync(signal.Id, one => one with { Title = title }, stop);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await TryLookAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end
        }
    }

    async Task TryLookAsync(CancellationToken stop)
    {
        try
        {
            await LookAsync(stop);
        }
        catch (DbException e)
        {
            log.AnnouncedUnread(e); // the next look comes in seconds
        }
    }

    void Hear()
    {
        while (book.Unheard.TryRead(out var topic))
        {
            foreach (var kept in server.Retains(topic))
            {
                if (topics.Open(topic) is not HomeStateReader reader)
                    continue;
                Readings heard = new();
                reader.Restore(topic, kept.Payload, heard);
                online.TellRetained(heard.Online, DateTimeOffset.FromUnixTimeMilliseconds(kept.PublishedAt));
            }
        }
    }
}
