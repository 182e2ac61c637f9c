using System.Threading.Channels;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt;

/// <summary>What happens at the server of MQTT: it counts, tells which assets are online, and passes floods on to be noted.</summary>
sealed class MqttWatch(MqttMeters meters, IAssetState states, IDeadLetters letters, TimeProvider time) : IMqttObserver
{
    readonly Channel<(MqttClientInfo Client, bool Begins)> _floods =
        Channel.CreateBounded<(MqttClientInfo, bool)>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite });

    readonly Dictionary<int, int> _connections = [];
    readonly Lock _gate = new();

    /// <summary>Floods that began or ended, to be noted as events.</summary>
    public ChannelReader<(MqttClientInfo Client, bool Begins)> Floods => _floods.Reader;

    public void Connected(MqttClientInfo client)
    {
        meters.Come(client);
        if (client.Identity is not MqttIdentity who)
            return;
        who.Sender.Source.Seen(time.GetUtcNow());
        Count(who, 1);
    }

    public void Disconnected(MqttClientInfo client, MqttReason reason, string text)
    {
        meters.Go(client);
        if (client.IsFlooding)
            _floods.Writer.TryWrite((client, false));
        if (client.Identity is MqttIdentity who)
            Count(who, -1);
    }

    public void Refused(MqttCandidate candidate, MqttReason reason) => meters.Refused.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    public void Flooding(MqttClientInfo client, bool begins) => _floods.Writer.TryWrite((client, begins));

    public void Dropped(string clientId, string topic, MqttDropReason reason)
    {
        // counted by client
    }

    /// <summary>A key that publishes where it may not is a frequent reason why data is missing: it is kept with the topic.</summary>
    public void Denied(MqttClientInfo client, string topic, bool publish)
    {
        meters.Denied.Add(1, new KeyValuePair<string, object?>("action", publish ? "publish" : "subscribe"));
        if (publish && client.Identity is MqttIdentity who)
            letters.Add(who.Sender.Source, new("mqtt", MqttIntake.ContextOf(topic, 0), 1, WhyNot(who, topic), []));
    }

    static Reason WhyNot(MqttIdentity who, string topic) =>
        !MqttFilter.IsShallow(topic) ? Reason.Of(Reasons.Outside, "outside.deep", $"{MqttFilter.MostLevels}")
        : !who.Scopes.HasFlag(Scopes.Write) ? Reason.Of(Reasons.Outside, "outside.scope", topic)
        : !who.Topics.MayPublish(topic) || who.Sender.Reach is not { } reach ? Reason.Of(Reasons.Outside, "outside.topic", topic)
        : reach.Refuse(topic);

    // of several connections with keys of an asset, the last one that ends makes it offline
    void Count(MqttIdentity who, int change)
    {
        if (who.AssetId is not { } asset)
            return;
        lock (_gate)
        {
            var now = _connections.GetValueOrDefault(asset) + change;
            if (now > 0)
                _connections[asset] = now;
            else
                _connections.Remove(asset);
            states.Tell(asset, isOnline: now > 0);
        }
    }
}
