using System.Threading.Tasks.Sources;

namespace Werkstrom.Store.Ingest;

/// <summary>A batch that waits for its acknowledgement; pooled, so that writing allocates nothing.</summary>
sealed class WriteRequest : IValueTaskSource
{
    const int PoolSize = 1_000;
    static readonly Lock Gate = new();
    static readonly Stack<WriteRequest> Pool = [];

    ManualResetValueTaskSourceCore<bool> _core;

    public SampleBatch Batch { get; private set; } = null!;

    public static WriteRequest Of(SampleBatch batch)
    {
        WriteRequest? request;
        lock (Gate)
            Pool.TryPop(out request);
        request ??= new WriteRequest();
        request.Batch = batch;
        return request;
    }

    public ValueTask Task => new(this, _core.Version);

    /// <summary>Tells the writer.</summary>
    /// <param name="why">Why it was refused; null when it is durable.</param>
    /// <param name="isHere">Whether the writer may go on on this thread.</param>
    public void End(Exception? why, bool isHere)
    {
        _core.RunContinuationsAsynchronously = !isHere;
        if (why is null)
            _core.SetResult(true);
        else
            _core.SetException(why);
    }

    void IValueTaskSource.GetResult(short token)
    {
        try
        {
            _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            Batch = null!;
            lock (Gate)
            {
                if (Pool.Count < PoolSize)
                    Pool.Push(this);
            }
        }
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
