using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import.Reading;

/// <summary>What a column is.</summary>
enum ColumnRole
{
    /// <summary>Not imported.</summary>
    Ignored,

    /// <summary>Date and time, or a date alone.</summary>
    Time,

    /// <summary>The date of a split time.</summary>
    Date,

    /// <summary>The time of day of a split time.</summary>
    Clock,

    /// <summary>Offset or name of the zone: CET, +01:00.</summary>
    Zone,

    /// <summary>End of the interval that begins at the time.</summary>
    End,

    /// <summary>A number that counts the samples instead of a time.</summary>
    Cycle,

    /// <summary>A signal.</summary>
    Value,

    /// <summary>A signal whose values are texts.</summary>
    State,

    /// <summary>Names the signal (long tables) or a part of its path.</summary>
    Tag,

    /// <summary>Number or name of the thing; each its own asset.</summary>
    Asset,

    /// <summary>Unit of the value in the same row.</summary>
    Unit,

    /// <summary>Number of the row.</summary>
    Index,
}

/// <summary>What the time of a row is made from.</summary>
enum TimeKind
{
    /// <summary>Stamps, read by a pattern.</summary>
    Stamp,

    /// <summary>Seconds since 1970, UTC.</summary>
    EpochSeconds,

    /// <summary>Milliseconds since 1970, UTC.</summary>
    EpochMillis,

    /// <summary>Microseconds since 1970, UTC.</summary>
    EpochMicros,

    /// <summary>Nanoseconds since 1970, UTC.</summary>
    EpochNanos,

    /// <summary>A counter, or the number of the row, with chosen start and step.</summary>
    Cycle,
}

/// <summary>A column as it is to be read.</summary>
/// <param name="Name">Name of the signal: the header without its unit, made unique.</param>
/// <param name="Role">What it is.</param>
/// <param name="Unit">UCUM code, or empty.</param>
/// <param name="Header">The header as it stands in the file, or empty.</param>
sealed record ImportColumn(string Name, ColumnRole Role, string Unit = "", string Header = "");

/// <summary>How the time is read.</summary>
/// <param name="Kind">What it is made from.</param>
/// <param name="Pattern">Pattern of the stamps, see <see cref="StampPattern"/>; of date and time of day with a blank between.</param>
/// <param name="Zone">Zone of stamps without offset: an IANA name, <c>UTC</c> or <c>+01:00</c>.</param>
/// <param name="Start">Instant of cycle 0 (counter) or of the first row.</param>
/// <param name="StepSeconds">Seconds from one cycle to the next.</param>
sealed record ImportTime(TimeKind Kind, string Pattern = "", string Zone = "Europe/Berlin", DateTimeOffset? Start = null, double StepSeconds = 0);

/// <summary>Everything that is needed to read a file. Found by <see cref="FormatFinder"/>, corrected by people, remembered per shape.</summary>
sealed record ImportFormat
{
    /// <summary>Encoding, see <see cref="TextFile.Encoding"/>.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Between fields; a blank stands for runs of blanks.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Line of the header, from 1; 0 when there is none.</summary>
    public long HeaderLine { get; init; }

    /// <summary>First line with data, from 1.</summary>
    public long FirstDataLine { get; init; } = 1;

    /// <summary>How numbers are written.</summary>
    public NumberStyle Numbers { get; init; } = NumberStyle.Point;

    /// <summary>The columns in the order of the file.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; init; } = [];

    /// <summary>The time; null when none was found: it must be chosen before the import.</summary>
    public ImportTime? Time { get; init; }

    /// <summary>Path of the signals, with <c>{file}</c>, <c>{column}</c>, <c>{asset}</c>, <c>{tag}</c>.</summary>
    public string Path { get; init; } = "{file}/{column}";

    /// <summary>The columns with a role.</summary>
    public IEnumerable<int> With(ColumnRole role) => Enumerable.Range(0, Columns.Count).Where(i => Columns[i].Role == role);

    /// <summary>The first column with a role, or -1.</summary>
    public int First(ColumnRole role)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Role == role)
                return i;
        }

        return -1;
    }
}

/// <summary>A guess with its reason.</summary>
/// <param name="About">What it is about: <c>encoding</c>, <c>delimiter</c>, <c>header</c>, <c>decimal</c>, <c>time</c>, <c>zone</c>, or <c>column.N</c> from 0.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Reason">Key of the reason in the texts of the import.</param>
/// <param name="Values">What is filled into the reason.</param>
sealed record Guess(string About, Confidence Confidence, string Reason, params string[] Values);
