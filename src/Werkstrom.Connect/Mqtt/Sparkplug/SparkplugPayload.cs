namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>The payload of a message of Sparkplug B. Reused; its memory belongs to the message.</summary>
/// <remarks>
/// Source: Eclipse Sparkplug Specification 3.0, chapter 6.4 "Sparkplug B MQTT Payload Definition". A reader of its own: it allocates
/// nothing but names, and what it does not know (uuid, body, extensions) it skips.
/// </remarks>
sealed class SparkplugPayload
{
    /// <summary>When it was sent, Unix milliseconds; null when it does not say.</summary>
    public ulong? Timestamp { get; private set; }

    /// <summary>Its number in the order of its edge node, 0 to 255; null in NDEATH and commands.</summary>
    public ulong? Sequence { get; private set; }

    /// <summary>Its metrics in their order.</summary>
    public List<SparkplugMetric> Metrics { get; } = [];

    /// <summary>Reads a payload; false when the bytes are none.</summary>
    public bool TryRead(ReadOnlyMemory<byte> bytes)
    {
        (Timestamp, Sequence) = (null, null);
        Metrics.Clear();
        WireReader reader = new(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    Timestamp = reader.Number();
                    break;
                case 2:
                    if (!SparkplugMetric.TryRead(reader.Bytes(), out var metric))
                        return false;
                    Metrics.Add(metric);
                    break;
                case 3:
                    Sequence = reader.Number();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return !reader.IsBroken;
    }
}
