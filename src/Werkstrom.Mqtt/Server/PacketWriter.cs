using System.Buffers;
using System.IO.Pipelines;

namespace Werkstrom.Mqtt.Server;

/// <summary>
/// Writes to one connection. Who has something to send says so with <see cref="Schedule"/>; one run at a time then takes answers
/// and messages as long as there are some, and flushes them together. While the client does not read, the run waits in the flush,
/// and what is for it waits in its session.
/// </summary>
sealed class PacketWriter(PipeWriter output, Func<PipeWriter, int> takeMessages, Action<Exception> failed) : IThreadPoolWorkItem
{
    const int FlushAt = 32 * 1024;

    // so many flushes in one go: a run on the thread of a reader must come to an end though messages never do
    const int MostFlushes = 16;

    readonly Lock _gate = new();
    ArrayBufferWriter<byte>? _control;
    TaskCompletionSource? _finished;
    int _wanted;
    bool _isLastSaid;
    bool _dead;
    bool _failed;

    /// <summary>Writes an answer into the buffer; <see cref="Schedule"/> sends it.</summary>
    public void Control<T>(T state, Action<IBufferWriter<byte>, T> write)
    {
        lock (_gate)
        {
            if (!_isLastSaid)
                write(_control ??= new ArrayBufferWriter<byte>(256), state);
        }
    }

    /// <summary>Writes the last packet of the connection: nothing follows a DISCONNECT [MQTT-3.14.4-1].</summary>
    public void Last<T>(T state, Action<IBufferWriter<byte>, T> write)
    {
        lock (_gate)
        {
            Control(state, write);
            _isLastSaid = true;
        }
    }

    /// <summary>Something is to be sent: the caller's thread, or one of the pool, sends it.</summary>
    public void Schedule(bool here = false)
    {
        if (Interlocked.Increment(ref _wanted) != 1)
            return;
        if (here)
            Execute();
        else
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Sends the last answers and then nothing more.</summary>
    public Task FinishAsync()
    {
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_failed)
                return Task.CompletedTask;
            _finished = finished;
        }

        Schedule();
        return finished.Task;
    }

    public async void Execute()
    {
        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref _wanted);
                await DrainAsync();
            }
            while (Interlocked.Add(ref _wanted, -seen) != 0);
        }
        catch (Exception e) // an async void method: nobody else would hear of it
        {
            lock (_gate)
                _failed = true;
            _finished?.TrySetResult();
            failed(e);
        }
    }

    async ValueTask DrainAsync()
    {
        var (unflushed, flushes) = (0, 0);
        TaskCompletionSource? finished;
        while (true)
        {
            int wrote;
            bool isLastSaid;
            lock (_gate)
            {
                (finished, isLastSaid) = (_finished, _isLastSaid);
                wrote = WriteControl();
            }

            if (finished is null && !isLastSaid && !_dead)
                wrote += takeMessages(output);
            unflushed += wrote;
            if (wrote == 0 || unflushed >= FlushAt)
            {
                if (unflushed > 0)
                    _dead |= (await output.FlushAsync(CancellationToken.None)).IsCompleted;
                (unflushed, flushes) = (0, flushes + 1);
            }

            if (wrote == 0)
                break;
            if (flushes == MostFlushes)
            {
                flushes = 0;
                await Task.Yield();
            }
        }

        finished?.TrySetResult();
    }

    int WriteControl()
    {
        if (_control is not { WrittenCount: > 0 } control)
            return 0;
        var written = control.WrittenCount;
        if (!_dead)
            output.Write(control.WrittenSpan);
        if (control.Capacity > 64 * 1024)
            _control = null;
        else
            control.ResetWrittenCount();
        return written;
    }
}
