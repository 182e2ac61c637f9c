using System.Net;
using System.Security.Cryptography.X509Certificates;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Server;

/// <summary>Who asks to be let in.</summary>
public sealed record MqttCandidate
{
    /// <summary>The identifier that the client gave, or that the server made for it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The protocol.</summary>
    public required MqttVersion Version { get; init; }

    /// <summary>User name, or null.</summary>
    public string? UserName { get; init; }

    /// <summary>Password, or null. Never write it to a log.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>The certificate that the client showed, or null.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Where the client is, or null.</summary>
    public EndPoint? Remote { get; init; }

    /// <summary>How it came: <c>tcp</c>, <c>tls</c> or <c>websocket</c>.</summary>
    public required string Transport { get; init; }
}

/// <summary>Whether a client is let in.</summary>
/// <param name="Reason">Success, or why not: 0x86, 0x87, 0x88, 0x89, 0x8A, 0x85.</param>
/// <param name="Limits">What the client may use; null: as all.</param>
/// <param name="Identity">What the authority knows of the client; it comes back with every question.</param>
public readonly record struct MqttAdmission(MqttReason Reason, MqttLimits? Limits = null, object? Identity = null)
{
    /// <summary>The client is let in.</summary>
    public static MqttAdmission Granted(object? identity = null, MqttLimits? limits = null) => new(MqttReason.Success, limits, identity);
}

/// <summary>A client that is connected.</summary>
public sealed class MqttClientInfo
{
    long _received;
    long _sent;
    long _dropped;

    internal MqttClientInfo(MqttCandidate candidate, MqttAdmission admission, DateTimeOffset connectedAt)
    {
        (ClientId, Version, UserName) = (candidate.ClientId, candidate.Version, candidate.UserName);
        (Remote, Transport) = (candidate.Remote, candidate.Transport);
        (Identity, ConnectedAt) = (admission.Identity, connectedAt);
    }

    /// <summary>The identifier.</summary>
    public string ClientId { get; }

    /// <summary>The protocol.</summary>
    public MqttVersion Version { get; }

    /// <summary>User name, or null.</summary>
    public string? UserName { get; }

    /// <summary>Where the client is, or null.</summary>
    public EndPoint? Remote { get; }

    /// <summary>How it came: <c>tcp</c>, <c>tls</c> or <c>websocket</c>.</summary>
    public string Transport { get; }

    /// <summary>What the authority said of the client.</summary>
    public object? Identity { get; }

    /// <summary>When it connected.</summary>
    public DateTimeOffset ConnectedAt { get; }

    /// <summary>Messages that came from the client.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Messages that went to the client.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Messages for the client that were dropped, because it reads too slowly or its queue is full.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Whether it sends more than it may and is slowed just now.</summary>
    public bool IsFlooding { get; internal set; }

    internal void CountReceived(int messages) => Interlocked.Add(ref _received, messages);

    internal void CountSent(int messages) => Interlocked.Add(ref _sent, messages);

    internal void CountDropped() => Interlocked.Increment(ref _dropped);
}
