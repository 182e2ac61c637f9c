using System.Diagnostics;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Bench.Mqtt;

/// <summary>
/// Sends messages of QoS 1 at a rate, and notes how long each took from the instant at which it was due to its acknowledgement: who
/// waits for the sender is counted, too.
/// </summary>
sealed class Paced(IReadOnlyList<MqttClient> clients, int perSecond) : IMqttReceipt
{
    readonly Lock _gate = new();
    readonly List<long> _ticks = [];
    int _underWay;

    /// <summary>Milliseconds, ascending.</summary>
    public double[] Delays
    {
        get
        {
            lock (_gate)
                return [.. _ticks.Select(t => t * 1000.0 / Stopwatch.Frequency).Order()];
        }
    }

    public double P99 => Delays is { Length: > 0 } d ? d[(int)(d.Length * 0.99)] : double.NaN;

    public async Task RunAsync(double seconds, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var total = (long)(perSecond * seconds);
        var interval = (double)Stopwatch.Frequency / perSecond;
        for (var sent = 0L; sent < total;)
        {
            var due = Math.Min(total, (long)((Stopwatch.GetTimestamp() - start) / interval));
            for (; sent < due; sent++)
            {
                Interlocked.Increment(ref _underWay);
                clients[(int)(sent % clients.Count)].Post([Load.Message((int)(sent % clients.Count))], this, start + (long)(sent * interval));
            }

            await Task.Delay(1, stop);
        }

        for (var waits = 0; Volatile.Read(ref _underWay) > 0 && waits < 30_000; waits++)
            await Task.Delay(1, stop);
    }

    public void Done(long tag, MqttReason reason, MqttClientException? error)
    {
        var took = Stopwatch.GetTimestamp() - tag;
        lock (_gate)
            _ticks.Add(took);
        Interlocked.Decrement(ref _underWay);
    }
}
