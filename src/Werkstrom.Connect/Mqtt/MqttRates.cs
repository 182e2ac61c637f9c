using System.Collections.Concurrent;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt;

/// <summary>How many messages a second each client sends and gets, smoothed over some seconds.</summary>
sealed class MqttRates(MqttMeters meters, TimeProvider time)
{
    // of a change, so much is seen after a second; nearly all after five
    const double Share = 0.4;

    readonly ConcurrentDictionary<MqttClientInfo, Counted> _counted = new();
    long _lookedAt = time.GetTimestamp();

    /// <summary>Messages a second, of all together.</summary>
    public MqttRate Total => new(_counted.Values.Sum(one => one.Rate.In), _counted.Values.Sum(one => one.Rate.Out));

    /// <summary>Messages a second of a client.</summary>
    public MqttRate Of(MqttClientInfo client) => _counted.TryGetValue(client, out var counted) ? counted.Rate : default;

    /// <summary>Counts anew; called about every second.</summary>
    public void Look()
    {
        var now = time.GetTimestamp();
        var seconds = time.GetElapsedTime(_lookedAt, now).TotalSeconds;
        if (seconds <= 0)
            return;
        _lookedAt = now;
        foreach (var client in meters.Each)
            _counted.GetOrAdd(client, static _ => new()).Look(client, seconds);
        foreach (var (client, _) in _counted)
        {
            if (!meters.IsHere(client))
                _counted.TryRemove(client, out var _);
        }
    }

    // changed by one thread; a reader may see the figures of two seconds, which does no harm
    sealed class Counted
    {
        long _received;
        long _sent;
        double _in;
        double _out;

        public MqttRate Rate => new(_in, _out);

        public void Look(MqttClientInfo client, double seconds)
        {
            var (received, sent) = (client.Received, client.Sent);
            _in += Share * (((received - _received) / seconds) - _in);
            _out += Share * (((sent - _sent) / seconds) - _out);
            (_received, _sent) = (received, sent);
        }
    }
}

/// <summary>Messages a second.</summary>
/// <param name="In">From the client.</param>
/// <param name="Out">To the client.</param>
readonly record struct MqttRate(double In, double Out);
