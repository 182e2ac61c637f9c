namespace Werkstrom.Twins.Shells;

/// <summary>Is told what became of stored documents, in their order, when it is on disk and every reader sees it.</summary>
interface IDocumentWatcher
{
    /// <summary>A document changed. Called on the one writer: whoever has more to do than to take note does it elsewhere.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">Its identifier.</param>
    /// <param name="before">What it was; null when it is new.</param>
    /// <param name="after">What it is; null when it is no more.</param>
    void Changed(EntryKind kind, string id, Entry? before, Entry? after);
}
