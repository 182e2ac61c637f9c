namespace Werkstrom.Tariff.Mscons;

/// <summary>Cuts a text into segments, piece by piece.</summary>
sealed class MsconsScan(MsconsParser parser)
{
    static ReadOnlySpan<byte> Between => "\r\n \t"u8;

    bool _begun;

    /// <summary>Bytes that were taken.</summary>
    public long Position { get; private set; }

    /// <summary>Whether nothing more is to be read.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes the whole segments at the start of a piece; says how many bytes that were.</summary>
    public int Take(ReadOnlySpan<byte> text, bool last)
    {
        var at = 0;
        if (!_begun && !Begin(text, last, ref at))
            return at;
        while (at < text.Length)
        {
            if (text[at] <= ' ' && Between.Contains(text[at]))
            {
                at++;
                continue;
            }

            var length = End(text[at..]);
            if (length < 0)
                break;
            parser.Segment(text.Slice(at, length), Position + at);
            at += length + 1;
        }

        Position += at;
        if (last && at < text.Length)
            parser.Cut(Position);
        return at;
    }

    /// <summary>No segment ended for so many bytes.</summary>
    public void TooLong(int bytes)
    {
        IsOver = true;
        parser.Fault(Position, $"No segment ends within {bytes} bytes.");
    }

    bool Begin(ReadOnlySpan<byte> text, bool last, ref int at)
    {
        if (text.Length < EdifactMarks.Length && !last)
            return false;
        _begun = true;
        if (text.StartsWith("UNA"u8) && text.Length >= EdifactMarks.Length)
        {
            var marks = EdifactMarks.Of(text);
            if (marks.Problem() is { } problem)
            {
                IsOver = true;
                parser.Fault(0, problem);
                return false;
            }

            parser.Marks = marks;
            at = EdifactMarks.Length;
        }
        else if (!text.StartsWith("UNB"u8))
        {
            IsOver = true;
            parser.Fault(0, "The text begins with neither UNA nor UNB: it is no EDIFACT interchange.");
            return false;
        }

        return true;
    }

    /// <summary>Where the segment at the start ends; -1 when it does not.</summary>
    int End(ReadOnlySpan<byte> text)
    {
        var marks = parser.Marks;
        for (var from = 0; ;)
        {
            var found = text[from..].IndexOf(marks.Terminator);
            if (found < 0)
                return -1;
            found += from;
            var releases = 0;
            while (found - releases > 0 && text[found - releases - 1] == marks.Release)
                releases++;
            if (releases % 2 == 0)
                return found;
            from = found + 1;
        }
    }
}
