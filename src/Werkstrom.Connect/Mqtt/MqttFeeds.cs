using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Events;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt;

/// <summary>Carries what modules tell to the subscribers. Nothing of it is stored or retained: who comes later asks the module.</summary>
sealed class MqttFeeds(MqttServer server, IEnumerable<IFeed> feeds, ILogger<MqttFeeds> log) : BackgroundService
{
    readonly IFeed[] _feeds = [.. feeds.Where(f => f.Root.Length > 0)];

    /// <summary>Whether a topic lies below the root of a feed, so that no client may publish to it.</summary>
    public static bool IsOf(string topic, string root) => topic.StartsWith(root, StringComparison.Ordinal) && (topic.Length == root.Length || topic[root.Length] == '/');

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_feeds.Select(f => RunAsync(f, stoppingToken)));

    async Task RunAsync(IFeed feed, CancellationToken stop)
    {
        try
        {
            await foreach (var message in feed.ListenAsync(() => server.IsWanted(feed.Root), stop))
                await PublishAsync(message, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end
        }
    }

    async Task PublishAsync(FeedMessage message, CancellationToken stop)
    {
        try
        {
            await server.PublishAsync(message.Topic, message.Payload, message.IsCertain ? MqttQos.AtLeastOnce : MqttQos.AtMostOnce, retain: false, stop);
        }
        catch (IOException e)
        {
            log.FeedUnsaid(message.Topic, e); // the journal cannot be written: clients that are connected have it all the same
        }
    }
}
