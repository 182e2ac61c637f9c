using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Werkstrom.Connect.Import.Running;

/// <summary>
/// What an import wrote and what was there before, frame by frame, on disk before the samples themselves are: so an import that was cut off
/// at any moment can be run on or undone. A frame that the cut tore is dropped; its samples were never sent.
/// </summary>
sealed class ImportJournal : IDisposable
{
    const uint Magic = 0x4A49_5357; // "WSIJ"
    const int HeaderBytes = 40;

    readonly FileStream _file;
    readonly List<(long Start, JournalHead Head)> _frames = [];

    ImportJournal(FileStream file) => _file = file;

    /// <summary>How many frames are in it.</summary>
    public int Count => _frames.Count;

    /// <summary>Counts up to the end of the last frame; zeros when it is empty.</summary>
    public JournalHead Last => _frames is [.., var last] ? last.Head : default;

    /// <summary>Opens a journal, makes it when it is not there, and drops a torn end.</summary>
    public static ImportJournal Open(string path)
    {
        var journal = new ImportJournal(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1));
        journal.Scan();
        return journal;
    }

    /// <summary>Appends a frame; it is on disk when this returns.</summary>
    /// <param name="frame">Its samples.</param>
    /// <param name="rows">Rows of the file up to its end.</param>
    public void Append(JournalFrame frame, long rows)
    {
        var body = Pack(frame);
        var head = new JournalHead(rows, Last.Samples + frame.Count, Last.Overwritten + frame.Overwritten);
        var bytes = new byte[HeaderBytes + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), body.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), frame.Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(12), head.Rows);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(20), head.Samples);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(28), head.Overwritten);
        body.CopyTo(bytes.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(36), Sum(bytes));
        var start = _file.Seek(0, SeekOrigin.End);
        _file.Write(bytes);
        _file.Flush(flushToDisk: true);
        _frames.Add((start, head));
    }

    /// <summary>Reads one frame.</summary>
    /// <param name="index">Its place, from 0.</param>
    public JournalFrame Read(int index)
    {
        _file.Position = _frames[index].Start;
        var header = new byte[HeaderBytes];
        _file.ReadExactly(header);
        var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4))];
        _file.ReadExactly(body);
        return Unpack(body, BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8)));
    }

    public void Dispose() => _file.Dispose();

    void Scan()
    {
        var at = 0L;
        while (TryRead(at, out var head, out var length))
        {
            _frames.Add((at, head));
            at += length;
        }

        if (at < _file.Length)
            _file.SetLength(at);
    }

    bool TryRead(long at, out JournalHead head, out int length)
    {
        (head, length) = (default, 0);
        _file.Position = at;
        var header = new byte[HeaderBytes];
        if (_file.ReadAtLeast(header, HeaderBytes, false) < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic)
            return false;
        var body = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
        if (body < 0 || at + HeaderBytes + body > _file.Length)
            return false;

        var bytes = new byte[HeaderBytes + body];
        header.CopyTo(bytes, 0);
        _file.ReadExactly(bytes.AsSpan(HeaderBytes));
        length = bytes.Length;
        head = new(
            BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(12)),
            BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(20)), BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(28)));
        return Sum(bytes) == BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(36));
    }

    /// <summary>Checksum of a frame, its own place left out.</summary>
    static uint Sum(byte[] bytes)
    {
        var sum = 2_166_136_261; // FNV-1a, 32 bit: enough to tell a torn frame
        for (var i = 4; i < bytes.Length; i++)
        {
            if (i is < 36 or >= HeaderBytes)
                sum = (sum ^ bytes[i]) * 16_777_619;
        }

        return sum;
    }

    static byte[] Pack(JournalFrame frame)
    {
        using var packed = new MemoryStream();
        using (var zip = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(MemoryMarshal.AsBytes<int>(frame.Signals));
            zip.Write(MemoryMarshal.AsBytes<long>(frame.Instants));
            zip.Write(MemoryMarshal.AsBytes<double>(frame.Values));
            zip.Write(frame.Before);
            zip.Write(MemoryMarshal.AsBytes<double>(frame.ValuesBefore));
        }

        return packed.ToArray();
    }

    static JournalFrame Unpack(byte[] body, int count)
    {
        using var zip = new DeflateStream(new MemoryStream(body), CompressionMode.Decompress);
        var frame = new JournalFrame(count);
        zip.ReadExactly(MemoryMarshal.AsBytes(frame.Signals.AsSpan()));
        zip.ReadExactly(MemoryMarshal.AsBytes(frame.Instants.AsSpan()));
        zip.ReadExactly(MemoryMarshal.AsBytes(frame.Values.AsSpan()));
        zip.ReadExactly(frame.Before);
        zip.ReadExactly(MemoryMarshal.AsBytes(frame.ValuesBefore.AsSpan()));
        return frame;
    }
}

/// <summary>Counts up to the end of a frame.</summary>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Samples">Samples written.</param>
/// <param name="Overwritten">Samples among them that took the place of an earlier one.</param>
readonly record struct JournalHead(long Rows, long Samples, long Overwritten);

/// <summary>Samples that were written together, a column each, every signal and instant once.</summary>
sealed class JournalFrame(int count)
{
    public int Count => count;

    public int[] Signals { get; } = new int[count];

    public long[] Instants { get; } = new long[count];

    /// <summary>Values as written, in the stored unit.</summary>
    public double[] Values { get; } = new double[count];

    /// <summary>Quality of the sample that was there before; 255 where there was none.</summary>
    public byte[] Before { get; } = new byte[count];

    /// <summary>Its value, in the stored unit.</summary>
    public double[] ValuesBefore { get; } = new double[count];

    public int Overwritten => Before.Count(q => q != Werkstrom.Store.Ingest.Quality.Deleted);
}
