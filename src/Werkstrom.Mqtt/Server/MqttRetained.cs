namespace Werkstrom.Mqtt.Server;

/// <summary>A message that the server keeps for later subscribers.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its payload; never empty.</param>
/// <param name="PublishedAt">When it came, Unix milliseconds.</param>
public sealed record MqttRetained(string Topic, ReadOnlyMemory<byte> Payload, long PublishedAt);
