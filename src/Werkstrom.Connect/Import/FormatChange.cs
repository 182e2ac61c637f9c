using Werkstrom.Connect.Import.Reading;
using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import;

/// <summary>Corrections of a format; what is null stays as it is.</summary>
sealed record FormatChange
{
    /// <summary>See <see cref="ImportFormat.Encoding"/>.</summary>
    public string? Encoding { get; init; }

    /// <summary>One character, or <c>tab</c> or <c>blank</c>.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Line of the header, 0 for none.</summary>
    public long? HeaderLine { get; init; }

    /// <summary>Decimal sign, <c>.</c> or <c>,</c>.</summary>
    public string? Decimal { get; init; }

    /// <summary>Sign between thousands; an empty text for none.</summary>
    public string? Thousands { get; init; }

    /// <summary>Path of the signals, a template or a folder of the tree.</summary>
    public string? Path { get; init; }

    /// <summary>What the time is made from.</summary>
    public TimeKind? Kind { get; init; }

    /// <summary>Pattern of the stamps.</summary>
    public string? Pattern { get; init; }

    /// <summary>Zone of stamps without offset.</summary>
    public string? Zone { get; init; }

    /// <summary>Instant of count 0, or of the first row.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Seconds from one count to the next.</summary>
    public double? StepSeconds { get; init; }

    /// <summary>Columns to change.</summary>
    public IReadOnlyList<ColumnChange>? Columns { get; init; }

    /// <summary>True when the rows must be looked at anew.</summary>
    public bool ChangesLayout(ImportFormat format) =>
        (Encoding is not null && Encoding != format.Encoding) || (HeaderLine is { } line && line != format.HeaderLine)
        || (Sign(Delimiter) is { } delimiter && delimiter != format.Delimiter);

    /// <summary>The layout that is asked for.</summary>
    public ImportFormat Layout(ImportFormat format) => format with
    {
        Encoding = Encoding ?? format.Encoding,
        Delimiter = Sign(Delimiter) ?? format.Delimiter,
        HeaderLine = HeaderLine ?? format.HeaderLine,
    };

    /// <summary>The format with the corrections.</summary>
    /// <exception cref="ArgumentException">One of them is impossible.</exception>
    public ImportFormat Apply(ImportFormat format)
    {
        var columns = format.Columns.ToList();
        foreach (var change in Columns ?? [])
        {
            if (change.Index < 0 || change.Index >= columns.Count)
                throw new ArgumentException($"There is no column {change.Index}.");
            columns[change.Index] = change.Apply(columns[change.Index]);
        }

        var changed = format with
        {
            Columns = columns,
            Numbers = new(Sign(Decimal) ?? format.Numbers.Decimal, Thousands is null ? format.Numbers.Thousands : Sign(Thousands)),
            Time = ApplyTime(format.Time),
        };
        changed = changed with { Path = PathOf(changed, format) };
        Check(changed);
        return changed;
    }

    string PathOf(ImportFormat changed, ImportFormat before)
    {
        // a path that nobody chose follows the columns
        if (string.IsNullOrWhiteSpace(Path))
            return before.Path == FormatFinder.Template(before) ? FormatFinder.Template(changed) : before.Path;
        return Path.Contains('{', StringComparison.Ordinal) ? Path : PathTemplate.Into(Path, FormatFinder.Template(changed));
    }

    ImportTime? ApplyTime(ImportTime? time)
    {
        if (time is null && Kind is null && Pattern is null && Start is null && StepSeconds is null)
            return null;
        var isCycle = Kind == TimeKind.Cycle || (Kind is null && Pattern is null && (Start is not null || StepSeconds is not null));
        var kind = Kind ?? (isCycle ? TimeKind.Cycle : Pattern is not null ? TimeKind.Stamp : time!.Kind);
        return new(
            kind, string.IsNullOrWhiteSpace(Pattern) ? time?.Pattern ?? "" : Pattern, string.IsNullOrWhiteSpace(Zone) ? time?.Zone ?? "Europe/Berlin" : Zone,
            Start ?? time?.Start ?? (kind == TimeKind.Cycle ? TimeFinder.DefaultStart : null),
            StepSeconds ?? (time is { StepSeconds: > 0 } ? time.StepSeconds : kind == TimeKind.Cycle ? TimeFinder.DefaultStep : 0));
    }

    static void Check(ImportFormat format)
    {
        if (format.Numbers.Decimal == format.Numbers.Thousands)
            throw new ArgumentException("The decimal sign and the sign between thousands are the same.");
        if (format.Time is { } time && LocalClock.Find(time.Zone) is null)
            throw new ArgumentException($"The zone '{time.Zone}' is not known.");
        if (format.Time is { Kind: TimeKind.Stamp } stamp)
        {
            if (!new StampPattern(stamp.Pattern).HasDate)
                throw new ArgumentException($"The time pattern '{stamp.Pattern}' needs a year, a month and a day.");
        }
    }

    static char? Sign(string? text) => text switch
    {
        null or "" => null,
        "tab" or "\\t" => '\t',
        "blank" => ' ',
        _ => text[0],
    };
}

/// <summary>Corrections of one column.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Role">What it is.</param>
/// <param name="Name">Name of the signal.</param>
/// <param name="Unit">UCUM code, or a unit as people write it.</param>
sealed record ColumnChange(int Index, ColumnRole? Role = null, string? Name = null, string? Unit = null)
{
    public ImportColumn Apply(ImportColumn column) => column with
    {
        Role = Role ?? column.Role,
        Name = string.IsNullOrWhiteSpace(Name) ? column.Name : Name.Trim(),
        Unit = Unit is null ? column.Unit : UnitText.CodeOf(Unit) ?? Unit.Trim(),
    };
}
