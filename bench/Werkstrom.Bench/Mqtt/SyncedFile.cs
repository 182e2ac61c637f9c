using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Bench.Mqtt;

/// <summary>
/// Takes messages as a store does: everything that has come meanwhile is appended to one file and made durable with one fsync; only
/// then it is acknowledged.
/// </summary>
sealed class SyncedFile : IMqttIntake, IDisposable
{
    readonly Lock _gate = new();
    readonly SafeFileHandle _file;
    readonly SemaphoreSlim _wake = new(0);
    ArrayBufferWriter<byte> _pending = new(1 << 20);
    ArrayBufferWriter<byte> _writing = new(1 << 20);
    TaskCompletionSource _durable = New();
    long _length;

    public SyncedFile(string path)
    {
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
            durable = _durable.Task;
        }

        _wake.Release();
        return new(durable);
    }

    public void Dispose()
    {
        _wake.Dispose();
        _file.Dispose();
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    void Write()
    {
        while (true)
        {
            _wake.Wait();
            TaskCompletionSource durable;
            lock (_gate)
            {
                if (_pending.WrittenCount == 0)
                    continue;
                (_pending, _writing) = (_writing, _pending);
                (durable, _durable) = (_durable, New());
            }

            RandomAccess.Write(_file, _writing.WrittenSpan, _length);
            RandomAccess.FlushToDisk(_file);
            _length += _writing.WrittenCount;
            _writing.ResetWrittenCount();
            durable.SetResult();
        }
    }
}
