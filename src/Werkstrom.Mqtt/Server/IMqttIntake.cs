using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Server;

/// <summary>Takes what clients publish, beside the subscribers.</summary>
public interface IMqttIntake
{
    /// <summary>
    /// Completes when each message of QoS 1 and 2 that was taken is durable; only then it is acknowledged and passed on to
    /// subscribers. Several batches of a connection may be here at a time; they are acknowledged in order. The answer to each
    /// message is 0x10 (nobody took it) unless <see cref="MqttBatch.Answer"/> says otherwise; one from 0x80 on refuses the message:
    /// 0x80, 0x83, 0x88, 0x89 and 0x97 for now (the client is disconnected and sends it again), others for good.
    /// The batch and its memory must not be used after completion.
    /// </summary>
    /// <remarks>An exception refuses every message of QoS 1 and 2 of the batch for now.</remarks>
    ValueTask TakeAsync(MqttBatch batch, CancellationToken stop);
}

/// <summary>A message as the intake sees it.</summary>
/// <param name="Topic">The topic, with the intake's own note.</param>
/// <param name="Payload">The payload; its memory is lent.</param>
/// <param name="Qos">Quality of service.</param>
/// <param name="Retain">Whether the message is to be retained.</param>
/// <param name="Instant">
/// When it came first, in Unix microseconds: a QoS 2 message that is sent again after a crash of the server comes with the same
/// instant.
/// </param>
/// <param name="RawProperties">Properties as they stand on the wire; see <see cref="Properties"/>.</param>
public readonly record struct MqttArrival(
    MqttTopic Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos, bool Retain, long Instant, ReadOnlyMemory<byte> RawProperties)
{
    /// <summary>The properties, read anew at each call.</summary>
    public MqttProperties Properties => MqttProperties.Read(RawProperties, (int)MqttPacketType.Publish, out _) ?? new MqttProperties();
}
