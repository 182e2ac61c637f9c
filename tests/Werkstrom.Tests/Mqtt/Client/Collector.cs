using System.Text;
using Werkstrom.Mqtt.Client;

namespace Werkstrom.Tests.Mqtt.Client;

/// <summary>Takes what a client receives, until it is disposed of.</summary>
sealed class Collector : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly Lock _gate = new();
    readonly List<string> _payloads = [];
    readonly Task _running;
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Collector(MqttClient client) => _running = Task.Run(() => RunAsync(client));

    public IReadOnlyList<string> Payloads
    {
        get
        {
            lock (_gate)
                return [.. _payloads];
        }
    }

    /// <summary>Waits until so many different payloads are there.</summary>
    public async Task<IReadOnlyList<string>> WaitAsync(int different)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_payloads.Distinct().Count() >= different)
                    return [.. _payloads];
                changed = _changed.Task;
            }

            await changed.WaitAsync(Waiting.Limit);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    async Task RunAsync(MqttClient client)
    {
        try
        {
            await foreach (var message in client.ReceiveAsync(_stop.Token))
            {
                lock (_gate)
                {
                    _payloads.Add(Encoding.UTF8.GetString(message.Payload.Span));
                    _changed.TrySetResult();
                    _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the test is over
        }
    }
}

/// <summary>Messages with a text.</summary>
static class Text
{
    public static MqttMessage Of(string topic, string payload, Werkstrom.Mqtt.Packets.MqttQos qos) =>
        new(topic, Encoding.UTF8.GetBytes(payload), qos);
}
