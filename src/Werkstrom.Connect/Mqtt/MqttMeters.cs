using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt;

/// <summary>Figures for operators, meter <c>Werkstrom.Mqtt</c>. Counts of clients that are gone are kept.</summary>
sealed class MqttMeters : IDisposable
{
    readonly Meter _meter = new("Werkstrom.Mqtt");
    readonly ConcurrentDictionary<MqttClientInfo, byte> _here = new();
    readonly Lock _gate = new();
    long _received;
    long _sent;
    long _dropped;

    public MqttMeters()
    {
        _meter.CreateObservableGauge("mqtt.connections", () => _here.Count, "{connection}", "MQTT clients that are connected");
        _meter.CreateObservableCounter("mqtt.messages.in", () => Sum(client => client.Received, ref _received), "{message}", "Messages that came from MQTT clients");
        _meter.CreateObservableCounter("mqtt.messages.out", () => Sum(client => client.Sent, ref _sent), "{message}", "Messages that went to MQTT clients");
        _meter.CreateObservableCounter(
            "mqtt.messages.dropped", () => Sum(client => client.Dropped, ref _dropped), "{message}", "Messages for connected MQTT clients that were dropped: too slow, queue full, too large");
        Refused = _meter.CreateCounter<long>("mqtt.connections.refused", "{connection}", "Connections of MQTT clients that were refused");
        Denied = _meter.CreateCounter<long>("mqtt.topics.denied", "{topic}", "Topics that an MQTT client was denied");
        Unstored = _meter.CreateCounter<long>("mqtt.messages.unstored", "{message}", "Messages that were refused because the Store took nothing");
    }

    public Counter<long> Refused { get; }

    public Counter<long> Denied { get; }

    public Counter<long> Unstored { get; }

    /// <summary>Messages for connected clients that were dropped since the start.</summary>
    public long Dropped => Sum(client => client.Dropped, ref _dropped);

    /// <summary>How many clients are connected.</summary>
    public int Count => _here.Count;

    /// <summary>The clients that are connected; some may come or go meanwhile.</summary>
    public IEnumerable<MqttClientInfo> Each => _here.Select(one => one.Key);

    /// <summary>Whether a client is connected.</summary>
    public bool IsHere(MqttClientInfo client) => _here.ContainsKey(client);

    public void Come(MqttClientInfo client)
    {
        lock (_gate)
            _here[client] = 0;
    }

    public void Go(MqttClientInfo client)
    {
        lock (_gate)
        {
            if (!_here.TryRemove(client, out _))
                return;
            _received += client.Received;
            _sent += client.Sent;
            _dropped += client.Dropped;
        }
    }

    public void Dispose() => _meter.Dispose();

    long Sum(Func<MqttClientInfo, long> of, ref long gone)
    {
        lock (_gate)
            return gone + _here.Keys.Sum(of);
    }
}
