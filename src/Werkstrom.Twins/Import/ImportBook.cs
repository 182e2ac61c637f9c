using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Packages;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Twins.Api;
using Werkstrom.Twins.Shells;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Twins.Import;

/// <summary>
/// Takes files with shells, submodels and concept descriptions in: all of what was shown, or nothing. What was replaced is kept as a package beside the
/// import, so that it can be taken back.
/// </summary>
sealed class ImportBook(Shelf shelf, StoredFiles files, IAudit audit)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What a file would bring.</summary>
    public async Task<ImportPreview> PreviewAsync(string name, Stream file, CancellationToken stop)
    {
        var content = ImportReader.Read(file, name);
        return Preview(name, content, await ItemsAsync(content, stop), null);
    }

    /// <summary>Takes a file in.</summary>
    /// <exception cref="ShellException">It breaks rules and that was not asked for, holds nothing, or somebody changed what is here at the same time.</exception>
    public async Task<ImportPreview> TakeAsync(string name, Stream file, ImportChoice choice, CancellationToken stop)
    {
        var content = ImportReader.Read(file, name);
        if (!content.Conforms && !choice.Tolerant)
            throw ShellException.Of(content.Faults);
        var items = await ItemsAsync(content, stop);
        List<Step> steps = [];
        foreach (var (item, value) in items.Zip(content.Items).Where(i => i.First.Fate == ImportFate.New || (choice.Replace && i.First.Fate == ImportFate.Other)))
            steps.Add(new(item.Kind, value, await shelf.FindAsync(item.Kind, item.Id, stop)));
        if (steps.Count == 0)
            throw ShellException.BadRequest(Idle(items));
        var id = await WriteAsync(name, content, steps, stop);
        return Preview(name, content, items, id);
    }

    // why there is nothing to do
    static string Idle(IReadOnlyList<ImportItem> items)
    {
        var otherwise = items.Count(i => i.Fate == ImportFate.Other);
        return items.Count == 0 ? "There is no shell, submodel or concept description in it that can be taken in."
            : otherwise > 0 ? $"All of it is here already, {otherwise} of it otherwise, and nothing was to be replaced."
            : "All of it is here already, so there is nothing to replace.";
    }

    /// <summary>Imports that can be taken back, newest first.</summary>
    public async Task<IReadOnlyList<ImportRecord>> ListAsync(CancellationToken stop)
    {
        List<ImportRecord> found = [];
        ShelfPlace? next = new ShelfPlace(0, 0);
        while (next is { } from)
        {
            var page = await shelf.ListAsync(EntryKind.Import, [], from, 100, stop);
            found.AddRange(page.Entries.Select(Read));
            next = page.Next;
        }

        found.Reverse();
        return found;
    }

    /// <summary>Takes an import back: what was new goes, what was replaced is as before.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="force">Also what was changed since; what was changed is lost then.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ShellException">There is no such import.</exception>
    public async Task<ImportUndone> UndoAsync(string id, bool force, CancellationToken stop)
    {
        var record = Read(await shelf.GetAsync(EntryKind.Import, id, stop));
        var package = await PackageOfAsync(record, stop);
        ImportFiles given = new(package, await files.OwnersAsync([.. ImportFiles.Paths(package)], stop));
        var (changes, changed, removed) = (new List<DocumentChange>(), new List<string>(), 0);
        foreach (var (part, old) in record.Created.Select(p => (p, (IIdentifiable?)null)).Concat(record.Replaced.Zip(Before(record, package))))
        {
            var now = await shelf.FindAsync(part.Kind, part.Id, stop);
            if (now is null ? old is not null : HashOf(now) != part.Hash)
                changed.Add(part.Id);
            if (old is not null)
                changes.Add(Change(part.Kind, part.Id, now, () => AasChanges.Put(part.Kind, old) with { Files = given.Of(old, now?.Number) }));
            else if (now is not null)
                changes.Add(Change(part.Kind, part.Id, now, () => new DocumentPlan.Remove()));
            removed += old is null && now is not null ? 1 : 0;
        }

        if (changed.Count > 0 && !force)
            return new(0, 0, changed);
        changes.Add(new(EntryKind.Import, id, _ => new DocumentPlan.Remove()));
        await shelf.ChangeAsync(changes, stop);
        return new(removed, record.Replaced.Count, changed);
    }

    async Task<List<ImportItem>> ItemsAsync(ImportContent content, CancellationToken stop)
    {
        List<ImportItem> items = [];
        foreach (var value in content.Items)
        {
            var kind = KindOf(value);
            var fate = await shelf.IsMadeAsync(kind, value.Id, stop) ? ImportFate.Made
                : await shelf.FindAsync(kind, value.Id, stop) is not { } here ? ImportFate.New
                : here.Json.AsSpan().SequenceEqual(Aas.Json.AasJson.Write(value)) && await AreSameAsync(content.Package, value, stop) ? ImportFate.Same : ImportFate.Other;
            items.Add(new(kind, value.Id, value.IdShort, fate, FilePaths.Of(value).Count(p => content.Package.Find(p) is not null)));
        }

        return items;
    }

    async Task<bool> AreSameAsync(AasPackage package, IIdentifiable value, CancellationToken stop)
    {
        foreach (var path in FilePaths.Of(value))
        {
            if (package.Find(path) is { } given && (await files.FindAsync(path, stop) is not { } here || !given.Bytes.Span.SequenceEqual(here.Bytes)))
                return false;
        }

        return true;
    }

    async Task<string> WriteAsync(string name, ImportContent content, List<Step> steps, CancellationToken stop)
    {
        ImportFiles given = new(content.Package, await files.OwnersAsync([.. ImportFiles.Paths(content.Package)], stop));
        List<DocumentChange> changes = [];
        List<ImportPart> created = [], replaced = [];
        foreach (var (kind, value, before) in steps)
        {
            var rows = given.Of(value, before?.Number);
            var put = AasChanges.Put(kind, value) with { Files = rows };
            (before is null ? created : replaced).Add(new(kind, value.Id, Convert.ToHexStringLower(SHA256.HashData(put.Json))));
            changes.Add(Change(kind, value.Id, before, () => put));
        }

        var (id, by) = (Guid.NewGuid().ToString("n"), audit.Stamp());
        ImportRecord record = new(id, name, by.At, by.ActorName, content.Faults.Count, created, replaced);
        var package = await PackageAsync(steps.Select(s => s.Before).OfType<Entry>(), id, stop);
        DocumentPlan.Put kept = new(JsonSerializer.SerializeToUtf8Bytes(record, Json), null, []) { Files = package };
        changes.Add(new(EntryKind.Import, id, _ => kept));
        await shelf.ChangeAsync(changes, stop);
        return id;
    }

    static DocumentChange Change(EntryKind kind, string id, Entry? before, Func<DocumentPlan> plan) => new(kind, id, now => now?.Version == before?.Version && now?.Number == before?.Number ? plan()
        : throw new ShellException(Refusal.Changed, $"{ShellException.Quote(id)} was changed at the same time by somebody else; nothing was done. Do it again."));

    /// <summary>What is replaced, with its files, as a package.</summary>
    async Task<IReadOnlyList<FileRow>> PackageAsync(IEnumerable<Entry> replaced, string import, CancellationToken stop)
    {
        var entries = replaced.ToList();
        if (entries.Count == 0)
            return [];
        Environment environment = new()
        {
            AssetAdministrationShells = Some(entries.Select(e => e.Value).OfType<AssetAdministrationShell>()),
            Submodels = Some(entries.Select(e => e.Value).OfType<Submodel>()),
            ConceptDescriptions = Some(entries.Select(e => e.Value).OfType<ConceptDescription>()),
        };
        List<PackageFile> kept = [];
        foreach (var path in entries.SelectMany(e => FilePaths.Of(e)).Distinct())
        {
            if (await files.FindAsync(path, stop) is { } file)
                kept.Add(new(file.Path, file.ContentType, file.Bytes));
        }

        return [new() { Path = PathOf(import), ContentType = "application/asset-administration-shell-package", FileName = "before.aasx", Bytes = AasxFile.Write(new() { Environment = environment, Files = kept }) }];
    }

    /// <summary>What was in the place of each part that was replaced.</summary>
    static IEnumerable<IIdentifiable?> Before(ImportRecord record, AasPackage package)
    {
        var environment = package.Environment;
        var byId = ((IEnumerable<IIdentifiable>)[.. environment.AssetAdministrationShells ?? [], .. environment.Submodels ?? [], .. environment.ConceptDescriptions ?? []])
            .ToDictionary(v => (KindOf(v), v.Id));
        return record.Replaced.Select(p => byId.GetValueOrDefault((p.Kind, p.Id)));
    }

    async Task<AasPackage> PackageOfAsync(ImportRecord record, CancellationToken stop)
    {
        if (record.Replaced.Count == 0)
            return new() { Environment = new() };
        var kept = await files.FindAsync(PathOf(record.Id), stop) ?? throw ShellException.NotFound(EntryKind.Import, record.Id);
        return AasxFile.Read(kept.Bytes, new() { Environment = Aas.ReadOptions.Tolerant }).Value!;
    }

    static ImportPreview Preview(string name, ImportContent content, IReadOnlyList<ImportItem> items, string? import) => new(
        name, content.Conforms, items, Texts(content.Faults), Texts(content.Mended), Texts(content.LeftOut), import);

    static IReadOnlyList<string> Texts(IReadOnlyList<Aas.Verification.Fault> faults) => [.. faults.Select(f => f.ToString())];

    static ImportRecord Read(Entry entry) => JsonSerializer.Deserialize<ImportRecord>(entry.Json, Json)!;

    static string HashOf(Entry entry) => Convert.ToHexStringLower(SHA256.HashData(entry.Json));

    static string PathOf(string import) => $"/imports/{import}";

    static EntryKind KindOf(IIdentifiable value) => value switch
    {
        AssetAdministrationShell => EntryKind.Shell,
        Submodel => EntryKind.Submodel,
        _ => EntryKind.Concept,
    };

    static List<T>? Some<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;

    sealed record Step(EntryKind Kind, IIdentifiable Value, Entry? Before);
}
