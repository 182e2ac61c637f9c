using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Modules;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt.Online;

/// <summary>What machines said of themselves before the start holds until they say otherwise, when they had it retained.</summary>
sealed class OnlineStart(MqttServer server, TopicDesk topics, OnlineDesk online) : IStartStep
{
    public int Order => 420; // behind the server and what it retains of announcements

    public Task StartAsync(CancellationToken stop)
    {
        foreach (var kept in server.Retains("#").OrderBy(kept => kept.PublishedAt))
        {
            if (topics.Open(kept.Topic) is not OnlineReader reader)
                continue;
            Readings said = new();
            reader.Read(new(kept.Topic, kept.Payload, 0, default(LineTimes)), said);
            online.TellRetained(said.Online, DateTimeOffset.FromUnixTimeMilliseconds(kept.PublishedAt));
        }

        return Task.CompletedTask;
    }
}
