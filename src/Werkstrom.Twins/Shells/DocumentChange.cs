using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Shells;

/// <summary>What becomes of one document.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Plan">
/// Given its state, null when it is not there, says what it becomes. Runs on the one writer, in the order of the changes; what it throws is what the
/// caller is told, and then nothing is written.
/// </param>
sealed record DocumentChange(EntryKind Kind, string Id, Func<Entry?, DocumentPlan> Plan);

/// <summary>What a document becomes.</summary>
abstract record DocumentPlan
{
    /// <summary>It has this JSON.</summary>
    /// <param name="Json">Canonical.</param>
    /// <param name="Value">The object, or null when there is none.</param>
    /// <param name="Keys">By what it is found.</param>
    public sealed record Put(byte[] Json, IIdentifiable? Value, IReadOnlyCollection<string> Keys) : DocumentPlan
    {
        /// <summary>Files that it gets.</summary>
        public IReadOnlyList<FileRow> Files { get; init; } = [];

        /// <summary>Path of a file that a package no longer has; null for none. Of shells and submodels it is seen by what they name.</summary>
        public string? DroppedFile { get; init; }
    }

    /// <summary>It is no more.</summary>
    public sealed record Remove : DocumentPlan;

    /// <summary>Elements of the submodel have other values.</summary>
    public sealed record Values(IReadOnlyList<ElementWrite> Writes) : DocumentPlan;
}
