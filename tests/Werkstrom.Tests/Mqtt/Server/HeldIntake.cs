using System.Collections.Concurrent;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>An intake that holds each batch until the test lets it go.</summary>
sealed class HeldIntake : IMqttIntake
{
    readonly ConcurrentDictionary<int, TaskCompletionSource<MqttBatch>> _came = [];
    readonly ConcurrentDictionary<int, TaskCompletionSource<MqttReason>> _release = [];
    int _count;

    /// <summary>Instants of all messages, as they came.</summary>
    public ConcurrentQueue<long> Instants { get; } = [];

    public async ValueTask TakeAsync(MqttBatch batch, CancellationToken stop)
    {
        var number = Interlocked.Increment(ref _count) - 1;
        for (var i = 0; i < batch.Count; i++)
            Instants.Enqueue(batch[i].Instant);
        Came(number).SetResult(batch);
        var reason = await Let(number).Task;
        for (var i = 0; i < batch.Count; i++)
            batch.Answer(i, reason);
    }

    public Task<MqttBatch> BatchAsync(int number) => Came(number).Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void Release(int number, MqttReason reason) => Let(number).SetResult(reason);

    public void Fail(int number) => Let(number).SetException(new InvalidOperationException("no room"));

    TaskCompletionSource<MqttBatch> Came(int number) => _came.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    TaskCompletionSource<MqttReason> Let(int number) => _release.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
