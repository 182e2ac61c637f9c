namespace Werkstrom.Twins.Shells;

/// <summary>The shells, submodels and concept descriptions that people and programs put here.</summary>
sealed class StoredShells(StoredDocuments documents, DocumentWriter writer) : IShellSource
{
    /// <summary>The place of stored entries among the sources.</summary>
    public const int Last = 1_000;

    public int Order => Last;

    public ValueTask<Entry?> FindAsync(EntryKind kind, string id, CancellationToken stop) => documents.FindAsync(kind, id, stop);

    public ValueTask<IReadOnlyList<Entry>> ListAsync(EntryKind kind, IReadOnlyList<string> keys, long after, int most, CancellationToken stop) =>
        documents.ListAsync(kind, keys, after, most, stop);

    public Task WriteAsync(string id, Func<Entry, IReadOnlyList<ElementWrite>> plan, CancellationToken stop) =>
        writer.ChangeAsync(EntryKind.Submodel, id, before => new DocumentPlan.Values(plan(before ?? throw ShellException.NotFound(EntryKind.Submodel, id))), stop);
}
