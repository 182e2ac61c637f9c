using System.Text;

namespace Werkstrom.Mqtt.Topics;

/// <summary>
/// The topic of a message, as one connection knows it: the same object for every message of the topic while the connection's table
/// keeps it.
/// </summary>
public sealed class MqttTopic
{
    internal MqttTopic(ReadOnlySpan<byte> utf8)
    {
        Utf8 = utf8.ToArray();
        Name = Encoding.UTF8.GetString(utf8);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>A note of the intake, for instance what the topic maps to.</summary>
    public object? Tag { get; set; }

    internal byte[] Utf8 { get; }

    /// <summary>Why a message of this topic is refused; success when it is not.</summary>
    internal Packets.MqttReason Verdict { get; set; }

    internal int VerdictVersion { get; set; } = -1;

    internal Sessions.Route? Route { get; set; }
}
