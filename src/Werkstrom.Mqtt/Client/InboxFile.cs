using Microsoft.Win32.SafeHandles;
using Werkstrom.Mqtt.Journal;

namespace Werkstrom.Mqtt.Client;

/// <summary>
/// Keeps over a kill which messages of QoS 2 were handled and are not released: <c>Arrived</c> and <c>Freed</c> with the identifier. What
/// comes after the last whole record was not answered.
/// </summary>
sealed class InboxFile : IDisposable
{
    const long SmallestRewrite = 64 << 10;

    readonly string _path;
    readonly RecordWriter _records = new();
    readonly HashSet<ushort> _handled = [];
    SafeFileHandle _file;
    long _length;

    public InboxFile(string path)
    {
        _path = path;
        if (File.Exists(path))
            Read(File.ReadAllBytes(path));
        _file = Rewrite();
    }

    /// <summary>The identifiers of what was handled and is not released.</summary>
    public IReadOnlyCollection<ushort> Handled => _handled;

    /// <summary>A message is handled: it may be answered from here on.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing has changed.</exception>
    public void Add(ushort id)
    {
        if (_handled.Contains(id))
            return;
        Append(Record.Arrived, id);
        _handled.Add(id);
    }

    /// <summary>A message is released: its identifier may name another one from here on.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing has changed.</exception>
    public void Free(ushort id)
    {
        if (!_handled.Contains(id))
            return;
        Append(Record.Freed, id);
        _handled.Remove(id);
    }

    /// <summary>The session is another one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Clear()
    {
        _handled.Clear();
        Renew();
    }

    public void Dispose() => _file.Dispose();

    void Append(Record type, ushort id)
    {
        if (_length > SmallestRewrite)
            Renew();
        _records.Begin(type).Int(id).End();
        Write(_file, _length);
        _length += _records.Length;
        _records.Clear();
    }

    void Renew()
    {
        var old = _file;
        _file = Rewrite();
        old.Dispose();
    }

    // the few that are left, in a new file that takes the place of the old one
    SafeFileHandle Rewrite()
    {
        foreach (var id in _handled)
            _records.Begin(Record.Arrived).Int(id).End();
        var next = _path + ".new";
        var file = File.OpenHandle(next, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
        Write(file, 0);
        File.Move(next, _path, overwrite: true);
        _length = _records.Length;
        _records.Clear();
        return file;
    }

    void Write(SafeFileHandle file, long at)
    {
        try
        {
            RandomAccess.Write(file, _records.Written.Span, at);
        }
        catch
        {
            _records.Clear(); // it did not happen; what is half written is written over
            throw;
        }
    }

    void Read(ReadOnlySpan<byte> bytes)
    {
        while (RecordReader.TryNext(bytes, out var body))
        {
            bytes = bytes[(RecordWriter.HeaderSize + body.Length)..];
            var record = new RecordReader(body);
            var (type, id) = ((Record)record.Byte(), (ushort)record.Int());
            if (type == Record.Arrived)
                _handled.Add(id);
            else
                _handled.Remove(id);
        }
    }
}
