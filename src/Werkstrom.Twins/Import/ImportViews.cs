using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Import;

/// <summary>What becomes of a part of a file.</summary>
enum ImportFate
{
    /// <summary>It is not here yet and comes in.</summary>
    New,

    /// <summary>It is here just so.</summary>
    Same,

    /// <summary>It is here otherwise: kept, or replaced when that is asked for.</summary>
    Other,

    /// <summary>Werkstrom itself makes what has this identifier; it stays.</summary>
    Made,
}

/// <summary>A part of a file.</summary>
/// <param name="Kind">Shell, Submodel or Concept.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="IdShort">Its short name, or null.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Files">How many files come with it.</param>
sealed record ImportItem(EntryKind Kind, string Id, string? IdShort, ImportFate Fate, int Files);

/// <summary>What a file would bring, or brought.</summary>
/// <param name="File">Its name.</param>
/// <param name="Conforms">Whether it breaks no rule.</param>
/// <param name="Items">Its parts that can be taken in.</param>
/// <param name="Faults">What is wrong with it, each with its path and rule.</param>
/// <param name="Mended">What is changed when it is taken all the same.</param>
/// <param name="LeftOut">What is left out then.</param>
/// <param name="Import">The number by which it can be taken back; null as long as nothing was taken in.</param>
sealed record ImportPreview(
    string File, bool Conforms, IReadOnlyList<ImportItem> Items, IReadOnlyList<string> Faults, IReadOnlyList<string> Mended, IReadOnlyList<string> LeftOut, string? Import)
{
    /// <summary>How many have a fate.</summary>
    public int Count(ImportFate fate) => Items.Count(i => i.Fate == fate);
}

/// <summary>How a file is taken in.</summary>
/// <param name="Replace">Puts what comes in the place of what is here.</param>
/// <param name="Tolerant">Takes what can be taken of a file that breaks rules.</param>
sealed record ImportChoice(bool Replace, bool Tolerant);

/// <summary>A file that was taken in.</summary>
/// <param name="Id">Its number.</param>
/// <param name="File">Its name.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who, as people called them then.</param>
/// <param name="Faults">How many faults it had.</param>
/// <param name="Created">What was new.</param>
/// <param name="Replaced">What was put in the place of something.</param>
sealed record ImportRecord(string Id, string File, DateTimeOffset At, string By, int Faults, IReadOnlyList<ImportPart> Created, IReadOnlyList<ImportPart> Replaced);

/// <summary>A part that was taken in.</summary>
/// <param name="Kind">Shell, Submodel or Concept.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Hash">SHA-256 of its canonical JSON, hex: whether it was changed since.</param>
sealed record ImportPart(EntryKind Kind, string Id, string Hash);

/// <summary>What came of taking an import back.</summary>
/// <param name="Removed">How many are no longer here.</param>
/// <param name="Restored">How many are as they were before.</param>
/// <param name="Changed">What was changed since it came in; when it is not empty and nothing was forced, nothing was done.</param>
sealed record ImportUndone(int Removed, int Restored, IReadOnlyList<string> Changed);
