using Microsoft.Win32.SafeHandles;
using Werkstrom.Mqtt.Journal;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>
/// Keeps the outbox over a kill: the records of the journal, one after another. <c>Queued</c>: number, QoS, retain, topic, payload,
/// properties. <c>Sent</c>: number, identifier (0: not any more). <c>Released</c> and <c>Done</c>: number. What comes after the last whole
/// record was never promised to anybody.
/// </summary>
sealed class OutboxFile : IDisposable
{
    const long SmallestRewrite = 1 << 20;

    readonly string _path;
    readonly RecordWriter _records = new();
    readonly SortedDictionary<long, Outgoing> _live = [];
    SafeFileHandle _file;
    long _length;
    long _lengthLive;
    long _next;

    public OutboxFile(string path)
    {
        _path = path;
        if (File.Exists(path))
            Read(File.ReadAllBytes(path));
        Restored = [.. _live.Values];
        _file = Rewrite();
    }

    /// <summary>What an earlier run left, in order.</summary>
    public IReadOnlyList<Outgoing> Restored { get; }

    public void Added(Outgoing outgoing)
    {
        outgoing.Number = _next++;
        _live.Add(outgoing.Number, outgoing);
        WriteAdded(outgoing);
    }

    public void Sent(Outgoing outgoing) => WriteSent(outgoing);

    public void Released(Outgoing outgoing) => Write(Record.Released, outgoing);

    public void Done(Outgoing outgoing)
    {
        if (_live.Remove(outgoing.Number))
            Write(Record.Done, outgoing);
    }

    /// <summary>Gives what was noted to the operating system: it survives a kill from here on.</summary>
    /// <exception cref="IOException">The file cannot be written; the records are tried again with the next ones.</exception>
    public void Flush()
    {
        if (_records.Length == 0)
            return;
        RandomAccess.Write(_file, _records.Written.Span, _length);
        _length += _records.Length;
        _records.Clear();
        if (_length < SmallestRewrite || _length < 2 * _lengthLive)
            return;
        _file.Dispose();
        _file = Rewrite();
    }

    public void Dispose() => _file.Dispose();

    // what is live, in a new file that takes the place of the old one
    SafeFileHandle Rewrite()
    {
        _records.Clear();
        foreach (var outgoing in _live.Values)
        {
            WriteAdded(outgoing);
            if (outgoing.State is OutgoingState.Sent or OutgoingState.Released)
                WriteSent(outgoing);
            if (outgoing.State == OutgoingState.Released)
                Write(Record.Released, outgoing);
        }

        var next = _path + ".new";
        var file = File.OpenHandle(next, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
        RandomAccess.Write(file, _records.Written.Span, 0);
        File.Move(next, _path, overwrite: true);
        _length = _lengthLive = _records.Length;
        _records.Clear();
        return file;
    }

    void WriteAdded(Outgoing outgoing)
    {
        var message = outgoing.Message;
        _records.Begin(Record.Queued).Long(outgoing.Number).Byte((byte)message.Qos).Byte(message.Retain ? (byte)1 : (byte)0)
            .Text(message.Topic).Bytes(message.Payload.Span).Bytes(message.RawProperties.Span).End();
    }

    void WriteSent(Outgoing outgoing) => _records.Begin(Record.Sent).Long(outgoing.Number).Int(outgoing.Id).End();

    void Write(Record type, Outgoing outgoing) => _records.Begin(type).Long(outgoing.Number).End();

    void Read(ReadOnlySpan<byte> bytes)
    {
        while (RecordReader.TryNext(bytes, out var body))
        {
            bytes = bytes[(RecordWriter.HeaderSize + body.Length)..];
            var record = new RecordReader(body);
            Apply((Record)record.Byte(), record.Long(), ref record);
        }
    }

    void Apply(Record type, long number, ref RecordReader record)
    {
        _next = Math.Max(_next, number + 1);
        if (type == Record.Queued)
            _live[number] = ReadAdded(number, ref record);
        else if (!_live.TryGetValue(number, out var outgoing))
            return;
        else if (type == Record.Done)
            _live.Remove(number);
        else if (type == Record.Released)
            outgoing.State = OutgoingState.Released;
        else if ((outgoing.Id = (ushort)record.Int()) == 0)
            outgoing.State = OutgoingState.Waiting;
        else
            (outgoing.State, outgoing.Dup) = (OutgoingState.Sent, true);
    }

    static Outgoing ReadAdded(long number, ref RecordReader record)
    {
        var (qos, retain) = ((MqttQos)record.Byte(), record.Byte() != 0);
        var message = new MqttMessage(record.Text(), record.Bytes().ToArray(), qos, retain) { RawProperties = record.Bytes().ToArray() };
        return new Outgoing(message, null, 0) { Number = number };
    }
}
