namespace Werkstrom.Kernel.Files;

/// <summary>Lines of a text in a buffer that is reused; a line that is too long is skipped and said to be so.</summary>
public sealed class LineReader(TextReader text)
{
    /// <summary>The longest line that is read, in characters.</summary>
    public const int MaxLength = 1_000_000;

    readonly Queue<string> _again = [];
    char[] _buffer = new char[64 * 1024];
    int _start;
    int _end;
    bool _isAtEnd;

    /// <summary>Number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>True when the line read last was longer than <see cref="MaxLength"/>; it then reads as empty.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Reads the next line, without its end; the span holds until the next call.</summary>
    public bool Next(out ReadOnlySpan<char> line)
    {
        IsTooLong = false;
        if (_again.TryDequeue(out var again))
        {
            Number++;
            line = again;
            return true;
        }

        return NextFresh(out line);
    }

    /// <summary>Gives lines back to be read again; none may be waiting.</summary>
    public void Again(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            _again.Enqueue(line);
            Number--;
        }
    }

    bool NextFresh(out ReadOnlySpan<char> line)
    {
        var seen = _start;
        while (true)
        {
            var found = _buffer.AsSpan(seen, _end - seen).IndexOf('\n');
            if (found >= 0)
            {
                line = Take(seen + found, seen + found + 1);
                return true;
            }

            seen = _end;
            if (_isAtEnd)
                return Rest(out line);
            seen -= Fill();
        }
    }

    bool Rest(out ReadOnlySpan<char> line)
    {
        var isLeft = _start < _end || IsTooLong;
        line = isLeft ? Take(_end, _end) : default;
        return isLeft;
    }

    ReadOnlySpan<char> Take(int end, int next)
    {
        var line = IsTooLong ? default : _buffer.AsSpan(_start, end - _start).TrimEnd('\r');
        _start = next;
        Number++;
        return line;
    }

    /// <summary>Reads on; returns by how much what is in the buffer moved to the front.</summary>
    int Fill()
    {
        var moved = _start;
        if (_end - _start > MaxLength)
        {
            IsTooLong = true;
            moved = _end;
        }

        _buffer.AsSpan(moved, _end - moved).CopyTo(_buffer);
        (_start, _end) = (0, _end - moved);
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = text.Read(_buffer, _end, _buffer.Length - _end);
        (_end, _isAtEnd) = (_end + read, read == 0);
        return moved;
    }
}
