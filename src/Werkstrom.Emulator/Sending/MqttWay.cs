using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Emulator.Sending;

/// <summary>
/// MQTT with QoS 1: each asset sends one message a second to the topic of its path. While the server is away, up to an hour of it waits
/// (or more in a file, see <see cref="MqttTarget"/>), then the oldest give way.
/// </summary>
sealed class MqttWay : IWay, IMqttReceipt
{
    const int SecondsKept = 3600;

    readonly IMessageWriter _writer;
    readonly MqttClient _client;
    readonly ILogger _log;
    readonly List<MqttMessage> _added = [];
    readonly int _most;
    readonly int _full;
    long _refused;
    bool _isAway;

    public MqttWay(MqttTarget target, IMessageWriter writer, TimeProvider time, ILogger log)
    {
        (_writer, _log) = (writer, log);
        _most = SecondsKept * Math.Max(1, writer.PerInstant);
        _full = _most / 4;
        _client = new(
            new()
            {
                Server = target.Server,
                Version = target.Version,
                ClientId = target.ClientId,
                UserName = target.UserName,
                Password = target.Password is { } password ? Encoding.UTF8.GetBytes(password) : (ReadOnlyMemory<byte>?)null,
                CleanStart = target.QueueFile is null,
                QueueFile = target.QueueFile,
                QueuedMessages = _most,
                WhenFull = MqttQueuePolicy.DropOldest,
                LongestPause = TimeSpan.FromSeconds(10),
                Changed = Tell,
            },
            time);
        _client.Start();
    }

    public int Waiting => _client.Queued;

    public long Dropped => _client.Dropped + Interlocked.Read(ref _refused);

    public long Taken { get; private set; }

    public long Acknowledged => Math.Max(0, Taken - Waiting - Dropped);

    public bool IsBehind => Waiting >= _most / 2;

    public bool IsReached => _client.IsConnected;

    public bool IsFull => _added.Count >= _full;

    public void Add(IReadOnlyList<double> values, DateTimeOffset at) => _writer.Write(_added, values, at);

    public async ValueTask SendAsync(CancellationToken stop)
    {
        if (IsFull && _client.IsConnected)
            await _client.WhenEmptyAsync(stop); // after a long pause the plant catches up no faster than the server takes it
        Taken += _added.Count;
        _client.Post(CollectionsMarshal.AsSpan(_added), this);
        _added.Clear();
    }

    public Task SettleAsync(CancellationToken stop) => _client.IsConnected ? _client.WhenEmptyAsync(stop) : Task.CompletedTask;

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    void IMqttReceipt.Done(long tag, MqttReason reason, MqttClientException? error)
    {
        if (error is MqttPublishException && Interlocked.Increment(ref _refused) == 1)
            _log.Refused((int)reason, error.Message);
    }

    void Tell(MqttLinkNews news)
    {
        if (news.Error is { } error)
        {
            _isAway = true;
            _log.NotReached(error.Message);
        }
        else if (news.IsConnected && _isAway)
        {
            _isAway = false;
            _log.ReachedAgain(_client.Queued);
        }
    }
}

/// <summary>Where the plant sends over MQTT, and as whom.</summary>
/// <param name="Server">mqtt://, mqtts://, ws:// or wss://.</param>
/// <param name="UserName">User name; null for none.</param>
/// <param name="Password">Password or token; null for none.</param>
sealed record MqttTarget(Uri Server, string? UserName, string? Password)
{
    /// <summary>The protocol.</summary>
    public MqttVersion Version { get; init; } = MqttVersion.V5;

    /// <summary>Who the plant is; empty for a name that the server makes.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>A file that keeps what is not acknowledged over the end of the program; null: in memory.</summary>
    public string? QueueFile { get; init; }
}
