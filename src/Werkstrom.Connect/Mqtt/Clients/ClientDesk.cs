using System.Net;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt.Clients;

/// <summary>Shows the clients of MQTT, and ends connections by hand.</summary>
sealed class ClientDesk(MqttServer server, MqttRates rates, AssetCatalog assets, IAudit audit)
{
    /// <summary>Clients whose identifier, source or asset contains a text; who floods first, then by identifier.</summary>
    /// <param name="search">The text; null or empty for all.</param>
    /// <param name="isConnected">Of clients that are connected, or of those that are not and whose session is kept.</param>
    public List<ClientView> List(string? search, bool isConnected) =>
    [
        .. server.States.Where(state => state.Client is not null == isConnected).Select(View)
            .Where(view => string.IsNullOrWhiteSpace(search) || view.Holds(search.Trim()))
            .OrderByDescending(view => view.IsFlooding).ThenBy(view => view.ClientId, StringComparer.Ordinal),
    ];

    /// <summary>Whether a client is connected.</summary>
    public bool IsConnected(string clientId) => server.States.Any(state => state.Client is not null && state.ClientId == clientId);

    /// <summary>Ends the connection of a client; it may come again, and its session stays.</summary>
    /// <returns>False when it is not connected.</returns>
    public async Task<bool> DisconnectAsync(string clientId, CancellationToken stop)
    {
        if (!server.Disconnect(clientId, MqttReason.AdministrativeAction, "Disconnected by hand."))
            return false;
        await audit.NoteAsync("mqtt.disconnect", "mqtt-client", clientId, null, stop);
        return true;
    }

    static string? Address(IPEndPoint? remote) => (remote?.Address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : remote?.Address)?.ToString();

    ClientView View(MqttSessionState state)
    {
        var client = state.Client;
        var who = client?.Identity as MqttIdentity;
        var rate = client is null ? default : rates.Of(client);
        return new(
            state.ClientId, client is not null, who?.Sender.Source.Name, Address(client?.Remote as IPEndPoint),
            who?.AssetId is { } asset && assets.TryGet(asset, out var found) ? found.Path : null,
            client is null ? null : client.Version == MqttVersion.V5 ? "5.0" : "3.1.1", client?.Transport, client?.ConnectedAt, state.OfflineSince, state.EndsAt,
            Math.Round(rate.In, 1), Math.Round(rate.Out, 1), client?.Received ?? 0, client?.Sent ?? 0,
            state.Unanswered, state.UnderWay, state.Waiting, state.Bytes, state.Dropped, state.Subscriptions, client?.IsFlooding ?? false, LimitsView.Of(state.Limits));
    }
}

/// <summary>A client, or the session of one that is not connected.</summary>
/// <param name="ClientId">The identifier.</param>
/// <param name="IsConnected">Whether it is connected.</param>
/// <param name="Source">Name of its key.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Asset">Path of the asset that its key is bound to.</param>
/// <param name="Version"><c>3.1.1</c> or <c>5.0</c>.</param>
/// <param name="Transport"><c>tcp</c>, <c>tls</c> or <c>websocket</c>.</param>
/// <param name="ConnectedAt">Since when it is connected.</param>
/// <param name="OfflineSince">Since when it is not.</param>
/// <param name="EndsAt">When its session ends unless it comes back; null for never.</param>
/// <param name="RateIn">Messages a second that it sends.</param>
/// <param name="RateOut">Messages a second that it gets.</param>
/// <param name="Received">Messages that it has sent.</param>
/// <param name="Sent">Messages that it has got.</param>
/// <param name="UnansweredIn">Messages of it that wait for the server's answer.</param>
/// <param name="UnansweredOut">Messages that wait for its answer.</param>
/// <param name="Queued">Messages that wait to be sent to it.</param>
/// <param name="QueuedBytes">Bytes of these and of those that wait for its answer.</param>
/// <param name="Dropped">Messages for it that were dropped: it reads too slowly, or its queue is full.</param>
/// <param name="Subscriptions">How many it has.</param>
/// <param name="IsFlooding">Whether it sends more than it may and is slowed just now.</param>
/// <param name="Limits">What it may use.</param>
sealed record ClientView(
    string ClientId, bool IsConnected, string? Source, string? Address, string? Asset, string? Version, string? Transport,
    DateTimeOffset? ConnectedAt, DateTimeOffset? OfflineSince, DateTimeOffset? EndsAt, double RateIn, double RateOut, long Received, long Sent,
    int UnansweredIn, int UnansweredOut, int Queued, long QueuedBytes, long Dropped, int Subscriptions, bool IsFlooding, LimitsView Limits)
{
    public bool Holds(string text) =>
        Array.Exists([ClientId, Source, Address, Asset], one => one?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}

/// <summary>What a client may use; the names are those of the limits of a key.</summary>
/// <param name="MessagesPerSecond">Messages a second that are read from it; 0: no limit.</param>
/// <param name="ReceiveMaximum">Messages of QoS 1 and 2 that it may have under way to the server.</param>
/// <param name="InFlight">Messages of QoS 1 and 2 that may be under way to it.</param>
/// <param name="MaximumPacketSize">Largest packet from it, bytes.</param>
/// <param name="QueuedMessages">Messages that may wait for it.</param>
/// <param name="QueuedBytes">Bytes of messages that may wait for it.</param>
/// <param name="Subscriptions">Subscriptions.</param>
sealed record LimitsView(
    int MessagesPerSecond, int ReceiveMaximum, int InFlight, int MaximumPacketSize, int QueuedMessages, long QueuedBytes, int Subscriptions)
{
    public static LimitsView Of(MqttLimits limits) => new(
        limits.MessagesPerSecond, limits.ReceiveMaximum, limits.InFlight, limits.MaximumPacketSize, limits.QueuedMessages, limits.QueuedBytes, limits.Subscriptions);
}
