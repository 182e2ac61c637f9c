using Microsoft.EntityFrameworkCore;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Shells;

/// <summary>Reads documents: from memory what is there, the others from the registry.</summary>
sealed class StoredDocuments(IDbContextFactory<TwinsDb> dbs, EntryCache cache)
{
    public async ValueTask<Entry?> FindAsync(EntryKind kind, string id, CancellationToken stop)
    {
        if (cache.Find(kind, id) is { } known)
            return known;
        var ticket = cache.Ticket(kind, id);
        var key = SearchKeys.Id(kind, id);
        await using var db = await dbs.CreateDbContextAsync(stop);
        var documents = db.Set<DocumentRow>().Where(d => d.IdKey == key);
        var entry = Entries(kind, await PartsAsync(documents, db, stop)).SingleOrDefault();
        if (entry is not null)
            cache.Loaded(entry, ticket);
        return entry;
    }

    public async ValueTask<IReadOnlyList<Entry>> ListAsync(EntryKind kind, IReadOnlyList<string> keys, long after, int most, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var page = await Page(db, kind, keys, after).Take(most).ToListAsync(stop);
        var tickets = page.ToDictionary(p => p.Number, p => cache.Ticket(kind, p.Id));
        var known = page.Select(p => cache.Find(kind, p.Id)).OfType<Entry>().ToDictionary(e => e.Number);
        List<long> missing = [.. page.Select(p => p.Number).Where(n => !known.ContainsKey(n))];
        foreach (var entry in missing.Count == 0 ? [] : Entries(kind, await PartsAsync(db.Set<DocumentRow>().Where(d => missing.Contains(d.Number)), db, stop)))
        {
            cache.Loaded(entry, tickets[entry.Number]);
            known.Add(entry.Number, entry);
        }

        return [.. page.Where(p => known.ContainsKey(p.Number)).Select(p => known[p.Number])];
    }

    /// <summary>The highest number that is taken.</summary>
    public async Task<long> LastNumberAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<DocumentRow>().MaxAsync(d => (long?)d.Number, stop) ?? 0;
    }

    static IQueryable<Place> Page(TwinsDb db, EntryKind kind, IReadOnlyList<string> keys, long after)
    {
        var documents = db.Set<DocumentRow>();
        if (keys.Count == 0)
            return documents.Where(d => d.Kind == kind && d.Number > after).OrderBy(d => d.Number).Select(d => new Place(d.Number, d.Id));
        var found = db.Set<DocumentKeyRow>().Where(k => k.Key == keys[0] && k.Number > after);
        foreach (var key in keys.Skip(1))
            found = found.Where(k => db.Set<DocumentKeyRow>().Any(o => o.Key == key && o.Number == k.Number));
        return found.Join(documents, k => k.Number, d => d.Number, (k, d) => d).OrderBy(d => d.Number).Select(d => new Place(d.Number, d.Id));
    }

    // one statement, so that bodies and the values written since belong together
    static async Task<IEnumerable<Part>> PartsAsync(IQueryable<DocumentRow> documents, TwinsDb db, CancellationToken stop)
    {
        var values = db.Set<DocumentValueRow>().Join(documents, v => v.Number, d => d.Number, (v, d) => v);
        var parts = documents.Select(d => new { d.Number, Text = d.Id, d.Version, Bytes = d.Body })
            .Concat(values.Select(v => new { v.Number, Text = v.Path, v.Version, Bytes = v.Element }));
        return (await parts.ToListAsync(stop)).Select(p => new Part(p.Number, p.Text, p.Version, p.Bytes));
    }

    // of one number the body is the part with the lowest version: values are written later
    static IEnumerable<Entry> Entries(EntryKind kind, IEnumerable<Part> parts) =>
        parts.GroupBy(p => p.Number).Select(g => Made(kind, [.. g.OrderBy(p => p.Version)]));

    static Entry Made(EntryKind kind, List<Part> parts)
    {
        var body = parts[0];
        var entry = Entry.Of(kind, body.Text, body.Number, body.Version, body.Bytes);
        if (parts.Count == 1)
            return entry;
        var submodel = entry.Submodel;
        foreach (var part in parts.Skip(1))
        {
            if (ElementPath.TryParse(part.Text, out var path) && Tree.Find(submodel, path) is not null
                && AasJson.Read<ISubmodelElement>(part.Bytes, ReadOptions.Tolerant).Value is { } element)
            {
                submodel = Tree.Change(submodel, path, element);
            }
        }

        return Entry.Of(kind, submodel, body.Number, parts[^1].Version, entry.Size);
    }

    sealed record Place(long Number, string Id);

    /// <summary>A body with its identifier, or an element with its path.</summary>
    sealed record Part(long Number, string Text, long Version, byte[] Bytes);
}
