using System.Text;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Server;

/// <summary>What clients leave for the case that they are lost.</summary>
public sealed partial class MqttServer
{
    readonly Lock _wills = new();
    Task _lastWills = Task.CompletedTask;

    /// <summary>
    /// Publishes a will [MQTT-3.1.2-8]. The intake gets it, too, in the order of things; its answer changes nothing, as nobody is left who
    /// could send the message again.
    /// </summary>
    internal void PublishWill(string clientId, PendingWill pending)
    {
        var will = pending.Will;
        var message = Message.From(will.Topic, will.Payload.Span, will.Qos, will.Retain, will.Properties, Now());
        Publish(message, null);
        if (Intake is null)
            return;
        MqttCandidate gone = new() { ClientId = clientId, Version = MqttVersion.Unknown, Transport = "" };
        MqttBatch batch = new(pending.Client ?? new MqttClientInfo(gone, default, Clock.GetUtcNow()));
        MqttPublish publish = new() { Payload = will.Payload, Qos = will.Qos, Retain = will.Retain, RawProperties = message.Properties.ToArray() };
        batch.Add(publish, new MqttTopic(Encoding.UTF8.GetBytes(will.Topic)), Micros());
        var taken = TakeWillAsync(batch);
        if (taken.IsCompleted)
            return;
        lock (_wills)
            _lastWills = _lastWills.IsCompleted ? taken : Task.WhenAll(_lastWills, taken);
    }

    async Task TakeWillAsync(MqttBatch batch)
    {
        try
        {
            await Intake!.TakeAsync(batch, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.IntakeFailed(e);
        }
    }
}
