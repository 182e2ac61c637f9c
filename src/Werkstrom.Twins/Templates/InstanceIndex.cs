using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Modules;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Templates;

/// <summary>Which stored submodels belong to which asset: those whose identifiers say so, however they came here.</summary>
sealed class InstanceIndex(IDbContextFactory<TwinsDb> dbs, AliveIds ids) : IDocumentWatcher, IStartStep
{
    readonly ConcurrentDictionary<int, IReadOnlyList<string>> _names = new();

    // after AliveIds
    public int Order => 330;

    public async Task StartAsync(CancellationToken stop)
    {
        var prefix = ids.SubmodelPrefix;
        await using var db = await dbs.CreateDbContextAsync(stop);
        var found = await db.Set<DocumentRow>().Where(d => d.Kind == EntryKind.Submodel && d.Id.StartsWith(prefix)).Select(d => d.Id).ToListAsync(stop);
        found.ForEach(Add);
    }

    /// <summary>Names of the stored submodels of an asset, in their order.</summary>
    public IReadOnlyList<string> Of(int asset) => _names.GetValueOrDefault(asset, []);

    /// <summary>Numbers of the assets that have a stored submodel of a name.</summary>
    public IEnumerable<int> With(string name) => _names.Where(n => n.Value.Contains(name)).Select(n => n.Key);

    /// <summary>Whether an asset has a stored submodel of a name.</summary>
    public bool Has(int asset, string name) => Of(asset).Contains(name);

    public void Changed(EntryKind kind, string id, Entry? before, Entry? after)
    {
        if (kind != EntryKind.Submodel)
            return;
        if (before is null)
            Add(id);
        else if (after is null && ids.TrySubmodel(id, out var asset, out var name))
            _names.AddOrUpdate(asset, [], (_, names) => [.. names.Where(n => n != name)]);
    }

    void Add(string id)
    {
        if (ids.TrySubmodel(id, out var asset, out var name))
            _names.AddOrUpdate(asset, [name], (_, names) => names.Contains(name) ? names : [.. names.Append(name).Order(StringComparer.Ordinal)]);
    }
}
