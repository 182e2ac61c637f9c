using Microsoft.Win32.SafeHandles;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Store.Ingest;

/// <summary>
/// The files of the log: one is written, older ones wait until DuckDB has made a checkpoint behind them. A file is named after the
/// position of its first sample. Written by one thread at a time; <see cref="DropBelow"/> may come from another.
/// </summary>
/// <remarks>
/// Behind the last of many small frames lies room, zeros that are on the disk already: a frame that is written over them changes
/// nothing in the file system's books, so that making it durable costs one write instead of several. The room is cut off when the
/// file is closed; after a crash the reader cuts it off.
/// </remarks>
sealed class IngestLog(string folder, long segmentBytes) : IDisposable
{
    const int Room = 1 << 20;

    /// <summary>Only for frames up to this length: for longer ones writing twice costs more than the books.</summary>
    const int SmallFrame = 64 << 10;

    static readonly ReadOnlyMemory<byte>[] Zeros = [.. Enumerable.Repeat<ReadOnlyMemory<byte>>(new byte[64 << 10], Room / (64 << 10))];

    readonly Lock _gate = new();
    readonly SortedDictionary<long, long> _sizes = [];
    SafeFileHandle? _file;
    long _first;
    long _length;
    long _end;
    bool _held;

    /// <summary>Bytes of all files.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _sizes.Values.Sum();
        }
    }

    /// <summary>Path of the file whose first sample has this position.</summary>
    public static string PathOf(string folder, long position) => Path.Combine(folder, $"{position:D19}.wlog");

    /// <summary>The files with the position of their first sample, in order.</summary>
    public static IReadOnlyList<(long First, string Path)> FilesIn(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.wlog")
            .Select(path => (First: long.TryParse(Path.GetFileNameWithoutExtension(path), out var first) ? first : -1, path))
            .Where(f => f.First >= 0)
            .OrderBy(f => f.First)];

    /// <summary>Takes files of an earlier run into the books.</summary>
    public void Adopt(long first, long bytes)
    {
        lock (_gate)
            _sizes[first] = bytes;
    }

    /// <summary>Appends a frame and waits for the disk. When it fails nothing of the frame stays.</summary>
    /// <exception cref="IOException">The disk is full, read-only or broken.</exception>
    public void Append(LogFrame frame)
    {
        if (_file is null || _length >= segmentBytes)
            Next(frame.Position);
        try
        {
            RandomAccess.Write(_file!, frame.Bytes, _length);
            if (_length + frame.Length > _end)
                MakeRoom(_length + frame.Length, frame.Length <= SmallFrame);
            Posix.Sync(_file!);
        }
        catch (Exception e)
        {
            TakeBack();
            throw e as IOException ?? new IOException(e.Message, e);
        }

        _length += frame.Length;
        lock (_gate)
            _sizes[_first] = _length;
    }

    /// <summary>Deletes the files all of whose samples lie before a position; the one being written stays.</summary>
    public void DropBelow(long position)
    {
        lock (_gate)
        {
            if (_held)
                return;
            var files = _sizes.Keys.ToArray();
            for (var i = 0; i + 1 < files.Length && files[i + 1] <= position; i++)
                Delete(files[i]);
        }
    }

    /// <summary>Closes the file being written and deletes everything: all is in DuckDB's own file.</summary>
    public void DropAll()
    {
        Dispose();
        lock (_gate)
        {
            foreach (var first in _held ? [] : _sizes.Keys.ToArray())
                Delete(first);
        }
    }

    /// <summary>While held, no file is deleted: a backup copies them.</summary>
    public void Hold(bool held)
    {
        lock (_gate)
            _held = held;
    }

    /// <summary>The files and how many bytes of each are whole frames.</summary>
    public IReadOnlyList<(string Path, long Bytes)> Files()
    {
        lock (_gate)
            return [.. _sizes.Select(s => (PathOf(folder, s.Key), s.Value))];
    }

    public void Dispose()
    {
        if (_file is not null && _end > _length)
            CutRoom();
        _file?.Dispose();
        _file = null;
    }

    void MakeRoom(long end, bool isWorthIt)
    {
        _end = end;
        if (!isWorthIt)
            return;
        try
        {
            RandomAccess.Write(_file!, Zeros, end);
            _end = end + Room;
        }
        catch (IOException)
        {
            // the disk is about to be full: the frame fits, more room is not needed
            RandomAccess.SetLength(_file!, end);
        }
    }

    void CutRoom()
    {
        try
        {
            RandomAccess.SetLength(_file!, _length);
        }
        catch (IOException)
        {
            // the reader does it
        }
    }

    void Next(long position)
    {
        Dispose();
        var path = PathOf(folder, position);
        try
        {
            // a file of this name can only hold what was refused or cut: no acknowledged sample has this position yet
            _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);
            DurableFile.SyncFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw e as IOException ?? new IOException(e.Message, e);
        }

        (_first, _length, _end) = (position, 0, 0);
        lock (_gate)
            _sizes[_first] = 0;
    }

    // after a failed write or fsync nobody knows what is on the disk: cut back what can be cut, and go on in a new file, which
    // begins at the same position, so that a reader ignores what may be left here
    void TakeBack()
    {
        CutRoom(); // where that fails, too, the new file outranks what is left
        _end = _length;
        Dispose();
        if (_length > 0)
            return;
        lock (_gate)
            Delete(_first);
    }

    void Delete(long first)
    {
        File.Delete(PathOf(folder, first));
        _sizes.Remove(first);
    }
}
