using Microsoft.EntityFrameworkCore;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;

using File = Werkstrom.Aas.Model.File;

namespace Werkstrom.Twins.Shells;

/// <summary>The changes that go into one transaction. A later one sees what an earlier one did.</summary>
sealed class DocumentBatch(StoredDocuments stored, IAudit audit, Func<long> nextNumber)
{
    // beyond this a path is too long for an index of PostgreSQL: the whole body is written
    const int LongestPath = 500;

    // so many values, and a body without them is read faster
    const int MostValues = 2_000;

    readonly List<AuditRow> _audit = [];
    readonly Dictionary<(EntryKind, string), State> _states = [];

    /// <summary>Adds changes that belong together: all of them, or none when one throws. Values alone are measurements and not audited.</summary>
    /// <returns>What each document is now; null when it is no more.</returns>
    public async Task<Entry?[]> AddAsync(IReadOnlyList<DocumentChange> changes, AuditStamp by)
    {
        Dictionary<(EntryKind, string), State> after = [];
        var results = new Entry?[changes.Count];
        List<DocumentStep> steps = [];
        for (var i = 0; i < changes.Count; i++)
        {
            var (kind, id, plan) = changes[i];
            var state = after.GetValueOrDefault((kind, id)) ?? _states.GetValueOrDefault((kind, id)) ?? new(await stored.FindAsync(kind, id, CancellationToken.None));
            var (before, planned) = (state.Entry, plan(state.Entry));
            state = Next(state, kind, id, planned);
            (after[(kind, id)], results[i]) = (state, state.Entry);
            if (planned is not DocumentPlan.Values)
                steps.Add(new(kind, id, before, state.Entry));
        }

        // only now, when nothing can throw any more: who gets a refusal has changed nothing, and nothing is told of it
        List<AuditRow> told = steps.Count > 0 ? [.. DocumentAudit.Rows(by, steps)] : [];
        foreach (var (document, state) in after)
            _states[document] = state;
        _audit.AddRange(told);
        return results;
    }

    State Next(State state, EntryKind kind, string id, DocumentPlan plan) => plan switch
    {
        DocumentPlan.Put put => Put(state, kind, id, put),
        DocumentPlan.Remove => state with { Entry = null, IsWhole = true, Values = [], Files = [] },
        DocumentPlan.Values { Writes.Count: > 0 } values => Written(state, values.Writes),
        _ => state,
    };

    State Put(State state, EntryKind kind, string id, DocumentPlan.Put put)
    {
        var after = Entry(state, kind, id, put);
        HashSet<string> dropped = [.. FilePaths.Of(state.Entry).Except(FilePaths.Of(after)), .. put.Files.Select(f => f.Path)];
        if (put.DroppedFile is { } named)
            dropped.Add(named);
        return state with
        {
            Entry = after,
            Keys = put.Keys,
            IsWhole = true,
            Values = [],
            Files = [.. state.Files.Where(f => !dropped.Contains(f.Path)), .. put.Files],
            DroppedFiles = [.. state.DroppedFiles, .. dropped],
        };
    }

    Entry Entry(State state, EntryKind kind, string id, DocumentPlan.Put put)
    {
        var number = state.Entry?.Number ?? nextNumber();
        var version = (state.Entry?.Version ?? 0) + 1;
        var entry = Shells.Entry.Of(kind, id, number, version, put.Json);
        return put.Value is null || kind != EntryKind.Submodel ? entry : Shells.Entry.Of(kind, put.Value, number, version, entry.Size);
    }

    static State Written(State state, IReadOnlyList<ElementWrite> writes)
    {
        var before = state.Entry!;
        var submodel = before.Submodel;
        foreach (var write in writes)
            submodel = Tree.Change(submodel, write.Path, write.Element);
        var entry = Shells.Entry.Of(before.Kind, submodel, before.Number, before.Version + 1, before.Size);
        if (writes.Any(w => w.Element is File))
            state = state with { DroppedFiles = [.. state.DroppedFiles, .. FilePaths.Of(before).Except(FilePaths.Of(entry))], IsWhole = true };
        if (state.IsWhole || writes.Count > MostValues || writes.Any(w => w.Path.Text.Length > LongestPath))
            return state with { Entry = entry, Keys = SearchKeys.Of(before.Kind, submodel), IsWhole = true, Values = [] };
        Dictionary<string, (ISubmodelElement, long)> values = new(state.Values, StringComparer.Ordinal);
        foreach (var write in writes)
            values[write.Path.Text] = (write.Element, entry.Version);
        return state with { Entry = entry, Values = values };
    }

    /// <summary>Writes it all.</summary>
    public async Task SaveAsync(IDbContextFactory<TwinsDb> dbs)
    {
        var whole = _states.Where(s => s.Value.IsWhole).ToList();
        await using var db = await dbs.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await RemoveOldAsync(db, [.. whole.Select(s => s.Value.Before?.Number).OfType<long>()]);
        await InsertAsync(db, whole);
        await FilesAsync(db, whole);
        await UpsertValuesAsync(db);
        if (_audit.Count > 0)
            await audit.WriteAsync(db, _audit, CancellationToken.None);
        await transaction.CommitAsync();
    }

    /// <summary>Shows readers what was written, and tells the watchers.</summary>
    public void Publish(EntryCache cache, IReadOnlyList<IDocumentWatcher> watchers)
    {
        foreach (var ((kind, id), state) in _states)
        {
            if (state.Entry is { } entry)
                cache.Changed(entry);
            else
                cache.Removed(kind, id);
            if (!ReferenceEquals(state.Before, state.Entry))
            {
                foreach (var watcher in watchers)
                    watcher.Changed(kind, id, state.Before, state.Entry);
            }
        }
    }

    static async Task RemoveOldAsync(TwinsDb db, List<long> numbers)
    {
        if (numbers.Count == 0)
            return;
        await db.Set<DocumentRow>().Where(d => numbers.Contains(d.Number)).ExecuteDeleteAsync();
        await db.Set<DocumentKeyRow>().Where(k => numbers.Contains(k.Number)).ExecuteDeleteAsync();
        await db.Set<DocumentValueRow>().Where(v => numbers.Contains(v.Number)).ExecuteDeleteAsync();
    }

    static async Task InsertAsync(TwinsDb db, List<KeyValuePair<(EntryKind, string), State>> whole)
    {
        var left = whole.Select(s => s.Value).Where(s => s.Entry is not null).ToList();
        if (left.Count == 0)
            return;
        await db.InsertAsync(DocumentRow.Table, ["number", "kind", "id", "id_key", "version", "body"],
            [.. left.Select(s => s.Entry!).Select(e => new object?[] { e.Number, e.Kind.ToString(), e.Id, SearchKeys.Id(e.Kind, e.Id), e.Version, e.Json })], default);
        object?[][] keys = [.. left.SelectMany(s => s.Keys.Select(k => new object?[] { k, s.Entry!.Number }))];
        if (keys.Length > 0)
            await db.InsertAsync(DocumentKeyRow.Table, ["key", "number"], keys, default);
    }

    /// <summary>Files go with their document, and a document that is written whole may have got or lost one.</summary>
    static async Task FilesAsync(TwinsDb db, List<KeyValuePair<(EntryKind, string), State>> whole)
    {
        List<long> gone = [.. whole.Where(s => s.Value.Entry is null).Select(s => s.Value.Before?.Number).OfType<long>()];
        if (gone.Count > 0)
            await db.Set<FileRow>().Where(f => gone.Contains(f.Owner)).ExecuteDeleteAsync();
        List<string> dropped = [.. whole.SelectMany(s => s.Value.DroppedFiles)];
        List<long> owners = [.. whole.Select(s => s.Value.Entry?.Number).OfType<long>()];
        if (dropped.Count > 0)
            await db.Set<FileRow>().Where(f => dropped.Contains(f.Path) && owners.Contains(f.Owner)).ExecuteDeleteAsync();
        object?[][] rows = [.. whole.SelectMany(s => s.Value.Files.Select(f => new object?[] { f.Path, s.Value.Entry!.Number, f.ContentType, f.FileName, f.Bytes }))];
        if (rows.Length > 0)
            await db.InsertAsync(FileRow.Table, ["path", "owner", "content_type", "file_name", "bytes"], rows, default);
    }

    async Task UpsertValuesAsync(TwinsDb db)
    {
        object?[][] rows =
        [
            .. _states.Values.SelectMany(s => s.Values.Select(v => new object?[] { s.Entry!.Number, v.Key, v.Value.Version, AasJson.Write(v.Value.Element) })),
        ];
        if (rows.Length > 0)
        {
            await db.InsertAsync(DocumentValueRow.Table, ["number", "path", "version", "element"], rows, default,
                " ON CONFLICT (number, path) DO UPDATE SET version = excluded.version, element = excluded.element");
        }
    }

    /// <summary>A document before and after the batch.</summary>
    sealed record State(Entry? Before)
    {
        public Entry? Entry { get; init; } = Before;

        public IReadOnlyCollection<string> Keys { get; init; } = [];

        /// <summary>Files that it got in this batch.</summary>
        public IReadOnlyList<FileRow> Files { get; init; } = [];

        /// <summary>Paths of files that it lost.</summary>
        public IReadOnlyList<string> DroppedFiles { get; init; } = [];

        /// <summary>The body is written, not only values.</summary>
        public bool IsWhole { get; init; }

        public Dictionary<string, (ISubmodelElement Element, long Version)> Values { get; init; } = [];
    }
}
