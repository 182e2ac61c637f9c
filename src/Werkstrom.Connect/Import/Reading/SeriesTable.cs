using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import.Reading;

/// <summary>A series of a file: what becomes one signal.</summary>
/// <param name="Path">Path of the signal.</param>
/// <param name="Unit">UCUM code, or empty.</param>
/// <param name="IsState">Its values are texts.</param>
sealed record FileSeries(string Path, string Unit, bool IsState)
{
    /// <summary>The texts of a state, by the index that its points carry.</summary>
    public List<string> States { get; } = [];

    /// <summary>Index of a state; made when it is new.</summary>
    public int StateOf(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < States.Count; i++)
        {
            if (text.SequenceEqual(States[i]))
                return i;
        }

        States.Add(text.ToString());
        return States.Count - 1;
    }
}

/// <summary>The series of a file, found by the asset, tag and column of a row.</summary>
sealed class SeriesTable
{
    readonly ImportFormat _format;
    readonly string _file;
    readonly string _zone;
    readonly int _unit;
    readonly int[] _keys;
    readonly int _assetKeys;
    readonly List<FileSeries> _all = [];
    readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    readonly Dictionary<string, Group>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    char[] _key = new char[256];

    public SeriesTable(ImportFormat format, string file)
    {
        (_format, _file) = (format, PathTemplate.FileStem(file));
        _zone = format.Time?.Zone is { Length: > 0 } zone ? zone : "UTC";
        _unit = format.First(ColumnRole.Unit);
        _keys = [.. format.With(ColumnRole.Asset), .. format.With(ColumnRole.Tag)];
        _assetKeys = format.With(ColumnRole.Asset).Count();
        _lookup = _groups.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<FileSeries> All => _all;

    public long DoubtfulRows => _groups.Values.Sum(g => g.Clock.Doubtful);

    public Group GroupOf(RowReader row)
    {
        var length = 0;
        foreach (var column in _keys)
        {
            var cell = row[column];
            if (_key.Length < length + cell.Length + 1)
                Array.Resize(ref _key, (length + cell.Length + 1) * 2);
            cell.CopyTo(_key.AsSpan(length));
            length += cell.Length;
            _key[length++] = '\u001f';
        }

        var key = _key.AsSpan(0, length);
        if (!_lookup.TryGetValue(key, out var group))
            _lookup[key] = group = new(_groups.Count, new(_zone), new int[_format.Columns.Count]);
        return group;
    }

    public int SeriesOf(Group group, int column, RowReader row)
    {
        if (group.Series[column] == 0)
        {
            _all.Add(Make(column, row));
            group.Series[column] = _all.Count;
        }

        return group.Series[column] - 1;
    }

    public double StateOf(Group group, int column, ReadOnlySpan<char> text) => _all[group.Series[column] - 1].StateOf(text);

    FileSeries Make(int column, RowReader row)
    {
        var named = _format.Columns[column];
        string Joined(IEnumerable<int> keys) => string.Join('/', keys.Select(k => row[k].ToString()));
        var unit = _unit >= 0 && UnitText.CodeOf(row[_unit].ToString()) is { } code ? code : named.Unit;
        var path = PathTemplate.Fill(_format.Path, _file, named.Name, Joined(_keys.Take(_assetKeys)), Joined(_keys.Skip(_assetKeys)));
        return new(path, unit, named.Role == ColumnRole.State);
    }

    /// <summary>Rows of one asset and tag: they have their own order in time.</summary>
    /// <param name="Number">Its number, from 0.</param>
    /// <param name="Clock">Local time to UTC.</param>
    /// <param name="Series">Index into all series plus one, by column; 0 while it is not made.</param>
    public sealed record Group(int Number, LocalClock Clock, int[] Series)
    {
        /// <summary>Rows so far, when they are what is counted.</summary>
        public long Rows { get; set; }
    }
}

/// <summary>Paths of signals from a template.</summary>
static class PathTemplate
{
    /// <summary>A segment of a path is at most so long.</summary>
    const int MaxSegment = 200;

    /// <summary>Fills <c>{file}</c>, <c>{column}</c>, <c>{asset}</c> and <c>{tag}</c>; slashes in tags make levels.</summary>
    public static string Fill(string template, string file, string column, string asset, string tag)
    {
        var path = template
            .Replace("{file}", Segment(file), StringComparison.OrdinalIgnoreCase)
            .Replace("{column}", Segment(column), StringComparison.OrdinalIgnoreCase)
            .Replace("{asset}", Levels(asset), StringComparison.OrdinalIgnoreCase)
            .Replace("{tag}", Levels(tag), StringComparison.OrdinalIgnoreCase);
        return string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>A template from what a person typed after "into": a folder of the tree, or a template.</summary>
    public static string Into(string into, string proposed)
    {
        into = into.Trim().Trim('/');
        return into.Contains('{', StringComparison.Ordinal) ? into : into + proposed.Replace("{file}", "", StringComparison.Ordinal);
    }

    /// <summary>A file's name without folders and endings.</summary>
    public static string FileStem(string name)
    {
        var stem = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        foreach (var ending in (string[])[".gz", ".csv", ".txt", ".tsv", ".dat"])
        {
            if (stem.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                stem = stem[..^ending.Length];
        }

        return stem is "" or "." or ".." ? "import" : stem;
    }

    static string Levels(string text) => string.Join('/', text.Split('/').Select(Segment));

    /// <summary>A text as a segment: letters, digits and <c>_-.+ ()%°</c>; anything else becomes an underscore.</summary>
    static string Segment(string text)
    {
        var plain = string.Concat(text.Select(c => char.IsLetterOrDigit(c) || "_-.+ ()%°".Contains(c, StringComparison.Ordinal) ? c : '_')).Trim();
        plain = plain is "" or "." or ".." ? "_" : plain;
        return plain.Length > MaxSegment ? plain[..MaxSegment] : plain;
    }
}
