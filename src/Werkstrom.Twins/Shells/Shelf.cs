namespace Werkstrom.Twins.Shells;

/// <summary>All sources of shells, submodels and concept descriptions as one, and the way to change what is stored.</summary>
sealed class Shelf(IEnumerable<IShellSource> sources, DocumentWriter writer)
{
    readonly IShellSource[] _sources = [.. sources.OrderBy(s => s.Order)];

    /// <summary>The entry of an identifier.</summary>
    /// <exception cref="ShellException">It is not there.</exception>
    public async ValueTask<Entry> GetAsync(EntryKind kind, string id, CancellationToken stop) =>
        await FindAsync(kind, id, stop) ?? throw ShellException.NotFound(kind, id);

    /// <summary>The entry of an identifier, or null.</summary>
    public async ValueTask<Entry?> FindAsync(EntryKind kind, string id, CancellationToken stop)
    {
        foreach (var source in _sources)
        {
            if (await source.FindAsync(kind, id, stop) is { } entry)
                return entry;
        }

        return null;
    }

    /// <summary>Whether the program itself makes what has an identifier, so that it cannot be replaced.</summary>
    public async ValueTask<bool> IsMadeAsync(EntryKind kind, string id, CancellationToken stop)
    {
        foreach (var source in _sources.Where(s => s is not StoredShells))
        {
            if (await source.FindAsync(kind, id, stop) is not null)
                return true;
        }

        return false;
    }

    /// <summary>A page of entries that have all keys.</summary>
    public async ValueTask<ShelfPage> ListAsync(EntryKind kind, IReadOnlyList<string> keys, ShelfPlace after, int most, CancellationToken stop)
    {
        List<Entry> entries = [];
        foreach (var source in _sources.Where(s => s.Order >= after.Source))
        {
            var from = source.Order == after.Source ? after.Number : 0;
            var room = most - entries.Count;
            var found = await source.ListAsync(kind, keys, from, room + 1, stop);
            entries.AddRange(found.Take(room));
            if (found.Count > room)
                return new(entries, new(source.Order, room > 0 ? entries[^1].Number : from));
        }

        return new(entries, null);
    }

    /// <summary>Writes values of a submodel of whatever source.</summary>
    public async Task WriteAsync(string id, Func<Entry, IReadOnlyList<ElementWrite>> plan, CancellationToken stop)
    {
        foreach (var source in _sources)
        {
            if (source is StoredShells || await source.FindAsync(EntryKind.Submodel, id, stop) is not null)
            {
                await source.WriteAsync(id, plan, stop);
                return;
            }
        }

        throw ShellException.NotFound(EntryKind.Submodel, id);
    }

    /// <summary>Changes what is stored.</summary>
    /// <returns>What it is now; null when it is no more.</returns>
    /// <exception cref="ShellException">The plan refuses, or the entry is made by the program itself.</exception>
    public async Task<Entry?> ChangeAsync(EntryKind kind, string id, Func<Entry?, DocumentPlan> plan, CancellationToken stop) =>
        (await ChangeAsync([new(kind, id, plan)], stop))[0];

    /// <summary>Makes changes of what is stored that belong together: all of them, or none.</summary>
    public async Task<Entry?[]> ChangeAsync(IReadOnlyList<DocumentChange> changes, CancellationToken stop)
    {
        foreach (var (kind, id, _) in changes)
        {
            if (await IsMadeAsync(kind, id, stop))
                throw new ShellException(Refusal.NotAllowed, $"{ShellException.Quote(id)} is made by Werkstrom itself of its asset and cannot be changed here. Of what it makes, only the values of OperationalData can be written.");
        }

        return await writer.ChangeAsync(changes, stop);
    }
}

/// <summary>A place in the list of all sources: behind a number of a source.</summary>
/// <param name="Source">Order of the source.</param>
/// <param name="Number">Number of the last entry before it.</param>
/// <param name="Within">How much of the next entry lies before it, where a list goes on within an entry.</param>
readonly record struct ShelfPlace(int Source, long Number, int Within = 0);

/// <summary>A page of a list.</summary>
/// <param name="Entries">The entries, in order.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
sealed record ShelfPage(IReadOnlyList<Entry> Entries, ShelfPlace? Next);
