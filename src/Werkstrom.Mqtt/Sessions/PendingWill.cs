using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>A will, and when it is published.</summary>
/// <param name="Will">The message.</param>
/// <param name="DueAt">Unix milliseconds; <see cref="long.MaxValue"/> while the connection is up.</param>
/// <param name="Client">Who left it; null when an earlier run of the server knew.</param>
sealed record PendingWill(MqttWill Will, long DueAt = long.MaxValue, MqttClientInfo? Client = null)
{
    /// <summary>Milliseconds that the will waits after the connection is lost.</summary>
    public long Delay => (Will.Properties?.WillDelayInterval ?? 0) * 1000L;
}
