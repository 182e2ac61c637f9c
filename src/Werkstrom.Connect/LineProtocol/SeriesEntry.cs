using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>A measurement with its tags, byte for byte as a source sends it, and the signals of its fields.</summary>
sealed class SeriesEntry(byte[] key, ulong hash)
{
    SeriesField[] _fields = [];
    long _version;

    public byte[] Key { get; } = key;

    public ulong Hash { get; } = hash;

    /// <summary>The series that followed this one last time: sources repeat their order. A guess, always checked.</summary>
    public SeriesEntry? Next { get; set; }

    /// <summary>The field at the start of <paramref name="text"/>; its place in the line is tried first.</summary>
    public SeriesField? Field(int place, ReadOnlySpan<byte> text)
    {
        var fields = Volatile.Read(ref _fields);
        if (place < fields.Length && text.StartsWith(fields[place].Name))
            return fields[place];
        foreach (var field in fields)
        {
            if (text.StartsWith(field.Name))
                return field;
        }

        return null;
    }

    /// <summary>Makes sure that the signals are those that the catalog now has behind the paths (merge, deletion).</summary>
    public void Refresh(SignalCatalog catalog, RecentBook recent, long version)
    {
        if (Volatile.Read(ref _version) != version) // apart, for the closures below would cost an allocation a line
            Renew(catalog, recent, version);
    }

    /// <summary>Adds or replaces a field.</summary>
    public SeriesField Set(SeriesField field)
    {
        lock (Key)
        {
            var at = Array.FindIndex(_fields, f => f.Name.AsSpan().SequenceEqual(field.Name));
            if (at >= 0 && _fields[at].Signal == field.Signal)
                return _fields[at];
            SeriesField[] fields = at < 0 ? [.. _fields, field] : [.. _fields];
            if (at >= 0)
                fields[at] = field;
            Volatile.Write(ref _fields, fields);
            return field;
        }
    }

    void Renew(SignalCatalog catalog, RecentBook recent, long version)
    {
        lock (Key)
        {
            var fields = _fields;
            if (!fields.All(field => field.IsCurrent(catalog)))
                Volatile.Write(ref _fields, [.. fields.Where(field => catalog.TryGet(field.Path, out _)).Select(field => field.Renewed(catalog, recent))]);
            Volatile.Write(ref _version, version);
        }
    }
}

/// <summary>A field of a series.</summary>
/// <param name="name">Its escaped name and the equals sign, as sent.</param>
/// <param name="path">The path to which the rules bring it.</param>
/// <param name="signal">The signal that the catalog has there.</param>
/// <param name="isState">True when texts are allowed.</param>
/// <param name="recent">The last instants of the signal.</param>
sealed class SeriesField(byte[] name, string path, int signal, bool isState, RecentInstants recent)
{
    (byte[] Text, int Number)[] _states = [];
    ReachAnswer? _answer;

    public byte[] Name { get; } = name;

    public string Path { get; } = path;

    public int Signal { get; } = signal;

    public RecentInstants Recent { get; } = recent;

    /// <summary>The number of a text, escaped as sent, if it was seen here before.</summary>
    public bool TryState(ReadOnlySpan<byte> text, out double number)
    {
        foreach (var (known, value) in Volatile.Read(ref _states))
        {
            if (text.SequenceEqual(known))
            {
                number = value;
                return true;
            }
        }

        number = 0;
        return false;
    }

    public void Learn(ReadOnlySpan<byte> text, int number)
    {
        lock (Name)
        {
            if (isState && _states.Length < 1_000 && !TryState(text, out _))
                Volatile.Write(ref _states, [.. _states, (text.ToArray(), number)]);
        }
    }

    /// <summary>True when a bound key reaches the signal; looked up once for each change of the tree.</summary>
    public bool IsWithin(Reach reach)
    {
        if (Volatile.Read(ref _answer) is not { } answer || !reach.IsFresh(answer))
            Volatile.Write(ref _answer, answer = reach.Ask(Signal));
        return answer.IsWithin;
    }

    public bool IsCurrent(SignalCatalog catalog) => catalog.TryGet(Path, out var now) && now.Id == Signal;

    public SeriesField Renewed(SignalCatalog catalog, RecentBook recent) => catalog.TryGet(Path, out var now) && now.Id != Signal
        ? new(Name, Path, now.Id, now.Kind == SignalKind.State, recent.Of(now.Id))
        : this;
}
