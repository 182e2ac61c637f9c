using System.Text;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Tests.Connect.Mqtt;

/// <summary>Messages as a client publishes them, given to the intake.</summary>
static class Batches
{
    /// <summary>2025-10-09T08:53:20Z, when the first message of a batch comes; the others follow a microsecond apart.</summary>
    public const long At = 1_760_000_000_000_000;

    /// <summary>Messages of QoS 0 in one batch: nothing waits until refused payloads are on disk.</summary>
    public static Task<MqttBatch> TakeAsync(this Intake intake, params (string Topic, byte[] Payload)[] messages) => intake.TakeAsync(false, messages);

    /// <summary>A retained message; an empty one takes away what is retained.</summary>
    public static Task<MqttBatch> TakeRetainedAsync(this Intake intake, string topic, string payload) =>
        intake.TakeAsync(true, (topic, Encoding.UTF8.GetBytes(payload)));

    static async Task<MqttBatch> TakeAsync(this Intake intake, bool retain, params (string Topic, byte[] Payload)[] messages)
    {
        MqttIdentity who = new(new(intake.Source, intake.Reach), Scopes.Write, null, null);
        MqttCandidate candidate = new() { ClientId = "c", Version = MqttVersion.V5, Transport = "tcp" };
        MqttBatch batch = new(new(candidate, MqttAdmission.Granted(who), DateTimeOffset.UnixEpoch));
        for (var at = 0; at < messages.Length; at++)
        {
            MqttPublish publish = new() { Payload = messages[at].Payload, Retain = retain };
            batch.Add(publish, new MqttTopic(Encoding.UTF8.GetBytes(messages[at].Topic)), At + at);
        }

        await intake.Get<MqttIntake>().TakeAsync(batch, default);
        return batch;
    }

    /// <summary>What was refused since the last time.</summary>
    public static IReadOnlyList<DeadLetter> Letters(this Intake intake)
    {
        List<DeadLetter> letters = [];
        while (intake.Get<DeadLetterQueue>().Reader.TryRead(out var queued))
            letters.Add(queued.Letter);
        return letters;
    }

    /// <summary>What an asset says of itself; null for nothing, or when there is no such asset.</summary>
    public static bool? Declared(this Intake intake, string path) =>
        intake.Get<AssetCatalog>().TryGet(path, out var asset) ? intake.Get<IAssetState>().Of(asset.Id).Declared : null;

    /// <summary>A message with a text.</summary>
    public static Task<MqttBatch> TakeAsync(this Intake intake, string topic, string payload) => intake.TakeAsync((topic, Encoding.UTF8.GetBytes(payload)));

    /// <summary>A message with bytes, in hexadecimal.</summary>
    public static Task<MqttBatch> TakeHexAsync(this Intake intake, string topic, string hex) => intake.TakeAsync((topic, Convert.FromHexString(hex)));
}
