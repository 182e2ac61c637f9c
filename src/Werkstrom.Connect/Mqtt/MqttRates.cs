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
        var here = meters.Here;
        foreach (var client in here)
        {
            var before = _counted.GetValueOrDefault(client);
            var (received, sent) = (client.Received, client.Sent);
            MqttRate fresh = new((received - before.Received) / seconds, (sent - before.Sent) / seconds);
            _counted[client] = new(received, sent, new(Smooth(before.Rate.In, fresh.In), Smooth(before.Rate.Out, fresh.Out)));
        }

        foreach (var gone in _counted.Keys.Except(here))
            _counted.TryRemove(gone, out _);
    }

    static double Smooth(double before, double fresh) => before + (Share * (fresh - before));

    readonly record struct Counted(long Received, long Sent, MqttRate Rate);
}

/// <summary>Messages a second.</summary>
/// <param name="In">From the client.</param>
/// <param name="Out">To the client.</param>
readonly record struct MqttRate(double In, double Out);
