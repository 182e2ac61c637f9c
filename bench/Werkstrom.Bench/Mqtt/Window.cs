using System.Diagnostics;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Bench.Mqtt;

/// <summary>
/// One connection that keeps so many messages under way for a time: what is acknowledged is replaced, in portions. No task per
/// message.
/// </summary>
sealed class Window : IMqttReceipt
{
    readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly MqttClient _client;
    readonly MqttMessage[] _portion;
    readonly int _size;
    readonly long _until;
    int _underWay;

    /// <param name="size">Messages under way.</param>
    /// <param name="until">A timestamp of <see cref="Stopwatch"/>.</param>
    public Window(MqttClient client, MqttMessage message, int size, long until)
    {
        (_client, _size, _until) = (client, size, until);
        _portion = [.. Enumerable.Repeat(message, Math.Clamp(size / 4, 1, 256))];
    }

    /// <summary>Messages that were acknowledged.</summary>
    public long Acknowledged { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        _underWay = _size;
        for (var left = _size; left > 0; left -= _portion.Length)
            _client.Post(_portion.AsSpan(0, Math.Min(left, _portion.Length)), this);
        await _idle.Task.WaitAsync(stop);
    }

    public void Done(long tag, MqttReason reason, MqttClientException? error)
    {
        if (error is not null)
        {
            _idle.TrySetException(error);
            return;
        }

        Acknowledged++;
        _underWay--;
        if (Stopwatch.GetTimestamp() >= _until)
        {
            if (_underWay == 0)
                _idle.TrySetResult();
        }
        else if (_size - _underWay >= _portion.Length)
        {
            _underWay += _portion.Length;
            _client.Post(_portion, this);
        }
    }
}
