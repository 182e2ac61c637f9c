using System.Text;

namespace Werkstrom.Kernel.Files;

/// <summary>Rows of delimited text. A row that cannot be split is named and costs no other row.</summary>
/// <param name="text">The text.</param>
/// <param name="delimiter">Between fields; a blank stands for runs of blanks.</param>
public sealed class RowReader(TextReader text, char delimiter)
{
    /// <summary>A quoted field may go on for so many lines; then its quote counts as never closed.</summary>
    const int MaxLinesOfField = 20;

    /// <summary>Characters that are kept of a row that cannot be split.</summary>
    public const int MaxRaw = 500;

    readonly LineReader _lines = new(text);
    readonly List<(int Start, int Length)> _fields = [];
    char[] _row = new char[4096];
    int _length;

    /// <summary>Number of the line at which the row begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>How many fields the row has.</summary>
    public int Count => _fields.Count;

    /// <summary>Key of the reason why the row could not be split, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>A field without its quotes, trimmed; empty when the row is shorter.</summary>
    public ReadOnlySpan<char> this[int column] => column >= _fields.Count
        ? default
        : _row.AsSpan(_fields[column].Start, _fields[column].Length).Trim();

    /// <summary>The row as it stands in the file, shortened.</summary>
    public string Raw { get; private set; } = "";

    /// <summary>Reads the next row that is not blank.</summary>
    public bool Next()
    {
        while (_lines.Next(out var line))
        {
            (Problem, Line) = (_lines.IsTooLong ? "row.toolong" : null, _lines.Number);
            _fields.Clear();
            if (Problem is null && line.IsWhiteSpace())
                continue;
            if (!Split(line) && !TrySplitOverLines(line.ToString()))
                Problem = "row.quote";
            if (Problem is not null)
                Raw = line[..Math.Min(line.Length, MaxRaw)].ToString();
            return true;
        }

        return false;
    }

    /// <summary>All fields of the row as texts.</summary>
    public string[] ToArray()
    {
        var fields = new string[Count];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = this[i].ToString();
        return fields;
    }

    bool TrySplitOverLines(string first)
    {
        var whole = new StringBuilder(first);
        List<string> more = [];
        while (more.Count < MaxLinesOfField && whole.Length < LineReader.MaxLength && _lines.Next(out var line))
        {
            more.Add(line.ToString());
            whole.Append('\n').Append(line);
            if (line.Contains('"') && Split(whole.ToString()))
                return true;
        }

        _lines.Again(more);
        _fields.Clear();
        return false;
    }

    bool Split(ReadOnlySpan<char> line)
    {
        _fields.Clear();
        _length = 0;
        if (_row.Length < line.Length)
            _row = new char[line.Length * 2];
        if (delimiter == ' ')
        {
            SplitAtBlanks(line);
            return true;
        }

        var at = 0;
        while (true)
        {
            if (!Field(line, ref at))
                return false;
            if (at >= line.Length)
                return true;
            at++;
        }
    }

    void SplitAtBlanks(ReadOnlySpan<char> line)
    {
        line.CopyTo(_row);
        for (var at = 0; at < line.Length;)
        {
            var start = at;
            while (at < line.Length && line[at] is not (' ' or '\t'))
                at++;
            if (at > start)
                _fields.Add((start, at - start));
            at++;
        }
    }

    /// <summary>Copies one field; <paramref name="at"/> ends on the delimiter behind it or at the end of the line.</summary>
    bool Field(ReadOnlySpan<char> line, ref int at)
    {
        var start = _length;
        var quote = at;
        while (quote < line.Length && line[quote] == ' ')
            quote++;
        if (quote < line.Length && line[quote] == '"')
        {
            at = quote + 1;
            if (!Quoted(line, ref at))
                return false;
        }

        var rest = line[at..];
        var end = rest.IndexOf(delimiter) is var found and >= 0 ? found : rest.Length;
        rest[..end].CopyTo(_row.AsSpan(_length));
        _length += end;
        at += end;
        _fields.Add((start, _length - start));
        return true;
    }

    bool Quoted(ReadOnlySpan<char> line, ref int at)
    {
        for (; at < line.Length; at++)
        {
            if (line[at] == '"' && (at + 1 >= line.Length || line[at + 1] != '"'))
            {
                at++;
                return true;
            }

            if (line[at] == '"')
                at++;
            _row[_length++] = line[at];
        }

        return false;
    }
}
