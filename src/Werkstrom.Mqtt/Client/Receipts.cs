using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>A message or request that is done, and who is to be told, outside of all locks.</summary>
readonly record struct Finished(IMqttReceipt Receipt, long Tag, MqttReason Reason, MqttClientException? Error)
{
    public void Tell() => Receipt.Done(Tag, Reason, Error);
}

/// <summary>Lets one caller wait for one message, without an allocation.</summary>
sealed class OneReceipt : IMqttReceipt, IValueTaskSource<MqttReason>
{
    const int MostKept = 1024;

    static readonly ConcurrentQueue<OneReceipt> Kept = new();

    ManualResetValueTaskSourceCore<MqttReason> _core = new() { RunContinuationsAsynchronously = true };

    public ValueTask<MqttReason> Task => new(this, _core.Version);

    public static OneReceipt Rent() => Kept.TryDequeue(out var kept) ? kept : new OneReceipt();

    public void Done(long tag, MqttReason reason, MqttClientException? error)
    {
        if (error is null)
            _core.SetResult(reason);
        else
            _core.SetException(error);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    public MqttReason GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            if (Kept.Count < MostKept)
                Kept.Enqueue(this);
        }
    }
}

/// <summary>Lets one caller wait for many messages.</summary>
sealed class ManyReceipt(int messages) : IMqttReceipt
{
    readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    MqttClientException? _error;
    int _left = messages;

    public Task Task => _all.Task;

    public void Done(long tag, MqttReason reason, MqttClientException? error)
    {
        if (error is not null)
            Interlocked.CompareExchange(ref _error, error, null);
        if (Interlocked.Decrement(ref _left) > 0)
            return;
        if (_error is { } first)
            _all.TrySetException(first);
        else
            _all.TrySetResult();
    }
}
