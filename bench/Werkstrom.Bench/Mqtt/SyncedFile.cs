using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Transport;

namespace Werkstrom.Bench.Mqtt;

/// <summary>
/// Takes messages as a store does: everything that has come meanwhile is appended to one file and made durable with one fsync; only
/// then it is acknowledged.
/// </summary>
sealed class SyncedFile : IMqttIntake, IDisposable
{
    const int Together = 128;

    readonly Lock _gate = new();
    readonly SafeFileHandle _file;
    readonly AutoResetEvent _wake = new(false); // waits without spinning, as the program's store does
    ArrayBufferWriter<byte> _pending = new(1 << 20);
    ArrayBufferWriter<byte> _writing = new(1 << 20);
    readonly Action _write;
    List<TaskCompletionSource> _durable = [];
    int _waiting;
    long _length;
    bool _isAwake;

    public SyncedFile(string path)
    {
        _write = Wake;
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        new Thread(Write) { IsBackground = true }.Start();
    }

    public ValueTask TakeAsync(MqttBatch batch, CancellationToken stop)
    {
        Task durable;
        lock (_gate)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var arrival = batch[i];
                if (arrival.Qos == MqttQos.AtMostOnce)
                    continue;
                Append(arrival);
                batch.Answer(i, MqttReason.Success);
            }

            if (_pending.WrittenCount == 0)
                return default;
            durable = Next(batch.Count);
        }

        if (!MqttRound.TryDefer(_write))
            Wake();
        return new(durable);
    }

    public void Dispose()
    {
        _wake.Dispose();
        _file.Dispose();
    }

    // who waits for few messages goes on together with others on one thread: to wake one for each costs more than what they do
    Task Next(int messages)
    {
        _waiting += messages;
        if (_durable.Count == 0 || _waiting > Together)
        {
            _waiting = messages;
            _durable.Add(new());
        }

        return _durable[^1].Task;
    }

    void Append(in MqttArrival arrival)
    {
        var size = 12 + arrival.Topic.Name.Length + arrival.Payload.Length;
        var room = _pending.GetSpan(size);
        BinaryPrimitives.WriteInt64LittleEndian(room, arrival.Instant);
        BinaryPrimitives.WriteInt16LittleEndian(room[8..], (short)arrival.Topic.Name.Length);
        BinaryPrimitives.WriteInt16LittleEndian(room[10..], (short)arrival.Payload.Length);
        System.Text.Encoding.ASCII.GetBytes(arrival.Topic.Name, room[12..]);
        arrival.Payload.Span.CopyTo(room[(size - arrival.Payload.Length)..]);
        _pending.Advance(size);
    }

    void Wake()
    {
        lock (_gate)
        {
            if (_isAwake)
                return;
            _isAwake = true;
        }

        _wake.Set();
    }

    void Write()
    {
        while (true)
        {
            _wake.WaitOne();
            List<TaskCompletionSource> durable;
            lock (_gate)
            {
                _isAwake = false;
                if (_pending.WrittenCount == 0)
                    continue;
                (_pending, _writing) = (_writing, _pending);
                (durable, _durable, _waiting) = (_durable, [], 0);
            }

            RandomAccess.Write(_file, _writing.WrittenSpan, _length);
            RandomAccess.FlushToDisk(_file);
            _length += _writing.WrittenCount;
            _writing.ResetWrittenCount();
            durable.ForEach(static some => ThreadPool.UnsafeQueueUserWorkItem(static some => some.SetResult(), some, preferLocal: false));
        }
    }
}
