namespace Werkstrom.Mqtt.Server;

/// <summary>A session at one moment.</summary>
/// <param name="ClientId">The identifier of the client.</param>
/// <param name="Client">The client; null while it is not connected.</param>
/// <param name="OfflineSince">Since when it is not connected; null while it is.</param>
/// <param name="EndsAt">When the session ends unless the client comes back; null while it is connected, or for never.</param>
/// <param name="Waiting">Messages that wait to be sent.</param>
/// <param name="UnderWay">Messages of QoS 1 and 2 that are sent and not answered.</param>
/// <param name="Bytes">Bytes of both.</param>
/// <param name="Unanswered">Messages of the client that wait for the server's answer.</param>
/// <param name="Subscriptions">How many subscriptions it has.</param>
/// <param name="Dropped">Messages for it that were dropped since it began, or since the start of the server.</param>
/// <param name="Limits">What it may use.</param>
public sealed record MqttSessionState(
    string ClientId, MqttClientInfo? Client, DateTimeOffset? OfflineSince, DateTimeOffset? EndsAt, int Waiting, int UnderWay, long Bytes,
    int Unanswered, int Subscriptions, long Dropped, MqttLimits Limits);
