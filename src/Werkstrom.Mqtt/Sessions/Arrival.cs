namespace Werkstrom.Mqtt.Sessions;

/// <summary>A QoS 2 message of a client, from PUBLISH to PUBREL.</summary>
/// <param name="Instant">When it first came, in Unix microseconds.</param>
/// <param name="PassedOn">Whether it is durable at the intake and with all subscribers.</param>
/// <param name="IsFirst">Whether this is its first coming.</param>
readonly record struct Arrival(long Instant, bool PassedOn, bool IsFirst);
