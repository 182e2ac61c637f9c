using System.Text.Json;
using System.Text.Json.Serialization;
using Werkstrom.Connect.Import.Reading;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import;

/// <summary>Where an import stands.</summary>
enum ImportState
{
    /// <summary>Uploaded and looked at; waits for somebody to say go.</summary>
    Proposed,

    /// <summary>Waits for its turn, or runs. Goes on after a restart.</summary>
    Running,

    /// <summary>All rows were read.</summary>
    Done,

    /// <summary>Stopped by somebody; what was stored until then stays and can be undone.</summary>
    Cancelled,

    /// <summary>Stopped by an error; can be run on or undone.</summary>
    Failed,

    /// <summary>Is being undone. Goes on after a restart.</summary>
    Undoing,

    /// <summary>Its samples are taken back.</summary>
    Undone,
}

/// <summary>A file on its way into the store, as it stands in the registry. Its counts change with every frame; what people do is audited by <see cref="ImportDesk"/>.</summary>
[NotAudited]
sealed class FileImport
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>How many things that are wrong are kept by name.</summary>
    public const int MaxProblems = 200;

    public required string Id { get; init; }

    /// <summary>Name of the file as it was sent; never a path on this machine.</summary>
    public required string Name { get; init; }

    public required long Bytes { get; init; }

    public ImportState State { get; set; } = ImportState.Proposed;

    /// <summary>Shape of the file: the format is remembered under it.</summary>
    public required string Fingerprint { get; set; }

    public string FormatJson { get; private set; } = "{}";

    public string ProposalJson { get; private set; } = "{}";

    public string ProblemsJson { get; private set; } = "[]";

    /// <summary>SHA-256 of the file as it was sent, hexadecimal; empty for imports of older versions.</summary>
    public string ContentHash { get; init; } = "";

    public required string ByName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public long Rows { get; set; }

    public long Samples { get; set; }

    /// <summary>Samples that took the place of earlier ones.</summary>
    public long Overwritten { get; set; }

    public long MissingCells { get; set; }

    public long BadRows { get; set; }

    /// <summary>Rows whose instant stood in an earlier row already.</summary>
    public long RepeatedRows { get; set; }

    /// <summary>Frames of the journal, from its end, that are undone.</summary>
    public long UndoneFrames { get; set; }

    public long UndoneSamples { get; set; }

    /// <summary>Samples that the undo left alone: somebody changed them since.</summary>
    public long KeptSamples { get; set; }

    public string? Error { get; set; }

    public ImportFormat Format
    {
        get => JsonSerializer.Deserialize<ImportFormat>(FormatJson, Json)!;
        set => FormatJson = Write(value);
    }

    public Proposal Proposal
    {
        get => JsonSerializer.Deserialize<Proposal>(ProposalJson, Json)!;
        set => ProposalJson = Write(value);
    }

    public IReadOnlyList<RowProblem> Problems
    {
        get => JsonSerializer.Deserialize<List<RowProblem>>(ProblemsJson, Json)!;
        set => ProblemsJson = Write(value);
    }

    public bool CanRun => State is ImportState.Proposed or ImportState.Failed or ImportState.Cancelled && UndoneFrames == 0;

    public bool CanUndo => State is ImportState.Done or ImportState.Failed or ImportState.Cancelled && Samples > 0;

    public bool IsAtWork => State is ImportState.Running or ImportState.Undoing;

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);
}

/// <summary>What is shown before the import.</summary>
/// <param name="Guesses">Each guess with its reason.</param>
/// <param name="Head">The first rows.</param>
/// <param name="Check">What the import would bring; null while the time is not chosen.</param>
/// <param name="Error">Why the check was not possible, or null.</param>
sealed record Proposal(IReadOnlyList<Guess> Guesses, IReadOnlyList<SampleRow> Head, FileCheck? Check, string? Error)
{
    /// <summary>The last import of a file with the same content; null when there is none.</summary>
    public EarlierImport? Earlier { get; init; }

    /// <summary>When people corrected what is applied here for files of this shape; null when nothing of the kind is applied.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    /// <summary>What was corrected on this import; remembered when it runs. Null for nothing.</summary>
    public FormatChange? Corrected { get; init; }
}

/// <summary>An earlier import of the same file.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When it ran.</param>
/// <param name="Samples">Samples that it stored.</param>
sealed record EarlierImport(string Id, DateTimeOffset At, long Samples);

/// <summary>What was corrected for files of one shape.</summary>
sealed class KnownFormat
{
    public required string Fingerprint { get; init; }

    /// <summary>Name for <c>--format</c>: that of the first file.</summary>
    public required string Name { get; set; }

    /// <summary>The <see cref="Corrections"/>.</summary>
    public required string FormatJson { get; set; }

    public required DateTimeOffset UsedAt { get; set; }
}
