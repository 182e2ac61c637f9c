using Microsoft.Extensions.Logging;

namespace Werkstrom.Store.Ingest;

/// <summary>Reads the log after a start: every whole frame from a position on, once, in order.</summary>
sealed class LogReader(string folder, ILogger log)
{
    /// <summary>Samples that are missing between two frames, and so are lost. 0 unless the disk is damaged.</summary>
    public long Lost { get; private set; }

    /// <summary>Files that were damaged in the middle; a copy of each was kept as <c>*.corrupt</c>.</summary>
    public int Corrupt { get; private set; }

    /// <summary>Position after the last sample that was read, or that which reading began with.</summary>
    public long End { get; private set; }

    /// <summary>
    /// The frames that hold samples at or after <paramref name="position"/>; the first may begin before it. The caller returns each.
    /// A torn tail and room that was not used are cut off; a damaged frame with whole ones behind it is reported, its file copied aside, and the rest read.
    /// </summary>
    public IEnumerable<LogFrame> ReadFrom(long position)
    {
        End = position;
        var files = IngestLog.FilesIn(folder);
        for (var i = 0; i < files.Count; i++)
        {
            // what was refused may be left at the end of a file: the next file begins at the same position and outranks it
            var before = i + 1 < files.Count ? files[i + 1].First : long.MaxValue;
            foreach (var frame in ReadFile(files[i].Path, before))
            {
                if (frame.End <= End)
                {
                    frame.Return();
                    continue;
                }

                if (frame.Position > End)
                    ReportGap(files[i].Path, frame.Position);
                End = frame.End;
                yield return frame;
            }
        }
    }

    IEnumerable<LogFrame> ReadFile(string path, long before)
    {
        var bytes = File.ReadAllBytes(path);
        var at = 0;
        while (at < bytes.Length)
        {
            var frame = LogFrame.Read(bytes.AsSpan(at));
            if (frame is null)
            {
                var next = NextWhole(bytes, at + 1);
                if (next < 0)
                {
                    Cut(path, at, bytes.Length, isRoom: !bytes.AsSpan(at).ContainsAnyExcept((byte)0));
                    yield break;
                }

                Keep(path, at, next);
                at = next;
                continue;
            }

            at += frame.Length;
            if (frame.Position < before)
                yield return frame;
            else
                frame.Return();
        }
    }

    static int NextWhole(byte[] bytes, int from)
    {
        while (LogFrame.FindMagic(bytes.AsSpan(from)) is var found and >= 0)
        {
            from += found;
            if (LogFrame.Read(bytes.AsSpan(from)) is { } frame)
            {
                frame.Return();
                return from;
            }

            from++;
        }

        return -1;
    }

    void Cut(string path, int at, int length, bool isRoom)
    {
        if (!isRoom)
            log.TornTail(Path.GetFileName(path), length - at);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.SetLength(at);
        file.Flush(flushToDisk: true);
    }

    void Keep(string path, int from, int to)
    {
        Corrupt++;
        var copy = $"{path}.corrupt";
        if (!File.Exists(copy))
            File.Copy(path, copy);
        log.CorruptFrame(Path.GetFileName(path), from, to, Path.GetFileName(copy));
    }

    void ReportGap(string path, long position)
    {
        Lost += position - End;
        log.LostSamples(position - End, Path.GetFileName(path));
    }
}
