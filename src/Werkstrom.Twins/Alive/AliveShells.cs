using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Templates;

namespace Werkstrom.Twins.Alive;

/// <summary>The shell of each asset, made when it is asked for; nothing of it is kept.</summary>
sealed class AliveShells(AssetCatalog assets, AliveIds ids, AliveIndex index, AliveSubmodels submodels, InstanceIndex instances, AliveWrites writes) : IShellSource
{
    /// <summary>The place of living shells among the sources.</summary>
    public const int First = 100;

    public int Order => First;

    public async ValueTask<Entry?> FindAsync(EntryKind kind, string id, CancellationToken stop) => kind switch
    {
        EntryKind.Shell when ids.TryShell(id, out var number) && Find(number) is { } asset => Shell(asset),
        EntryKind.Submodel when ids.TrySubmodel(id, out var number, out var name) && Find(number) is { } asset && submodels.Of(asset).FirstOrDefault(s => s.Name == name) is { } made =>
            await SubmodelAsync(asset, made, stop),
        _ => null,
    };

    public async ValueTask<IReadOnlyList<Entry>> ListAsync(EntryKind kind, IReadOnlyList<string> keys, long after, int most, CancellationToken stop)
    {
        if (kind == EntryKind.Shell)
            return [.. index.Assets(keys, after).Take(most).Select(Find).OfType<Asset>().Select(Shell)];
        return kind == EntryKind.Submodel ? await ListAsync(keys, after, most, stop) : [];
    }

    public Task WriteAsync(string id, Func<Entry, IReadOnlyList<ElementWrite>> plan, CancellationToken stop)
    {
        if (!ids.TrySubmodel(id, out var number, out var name) || Find(number) is not { } asset)
            throw ShellException.NotFound(EntryKind.Submodel, id);
        return name == OperationalData.Name ? writes.WriteAsync(asset, e => plan(Entry(asset, submodels.All[3], e)), stop)
            : throw new ShellException(Refusal.NotAllowed, $"{ShellException.Quote(name)} is made of what Werkstrom knows; only values in {OperationalData.Name} can be written.");
    }

    async Task<IReadOnlyList<Entry>> ListAsync(IReadOnlyList<string> keys, long after, int most, CancellationToken stop)
    {
        AliveSubmodel[] wanted = [.. submodels.All.Where(s => Keys(s) is var own && keys.All(own.Contains))];
        List<Entry> found = [];
        foreach (var asset in index.Assets([], (after / AliveSubmodels.Most) - 1).Select(Find).OfType<Asset>())
        {
            foreach (var submodel in wanted.Where(s => Number(asset, s) > after && s.Has(asset)))
            {
                if (found.Count == most)
                    return found;
                if (await SubmodelAsync(asset, submodel, stop) is { } entry)
                    found.Add(entry);
            }

            if (wanted.Length == 0)
                break;
        }

        return found;
    }

    // a number that was merged into another asset leads there in the catalog; its shell is no more
    Asset? Find(int number) => assets.TryGet(number, out var asset) && asset.Id == number ? asset : null;

    static IReadOnlyCollection<string> Keys(AliveSubmodel submodel) =>
        SearchKeys.Of(EntryKind.Submodel, new Submodel { Id = submodel.Name, IdShort = submodel.Name, SemanticId = submodel.Meaning });

    static long Number(Asset asset, AliveSubmodel submodel) => ((long)asset.Id * AliveSubmodels.Most) + submodel.Slot;

    Entry Shell(Asset asset)
    {
        var shell = index.Bare(asset);
        List<AliveSubmodel> made = [.. submodels.Of(asset)];
        shell.Submodels =
        [
            .. made.Select(s => Reference(asset, s)),
            .. instances.Of(asset.Id).Where(n => made.TrueForAll(m => m.Name != n)).Select(n => Parts.ToSubmodel(ids.Submodel(asset.Id, n))),
        ];
        var json = AasJson.Write(shell);
        return Shells.Entry.Of(EntryKind.Shell, shell, json, asset.Id, AliveElements.StateOf(json));
    }

    Reference Reference(Asset asset, AliveSubmodel submodel)
    {
        var reference = Parts.ToSubmodel(ids.Submodel(asset.Id, submodel.Name));
        reference.ReferredSemanticId = submodel.Meaning;
        return reference;
    }

    async ValueTask<Entry?> SubmodelAsync(Asset asset, AliveSubmodel made, CancellationToken stop) => Entry(asset, made, await made.MakeAsync(asset, stop));

    Entry Entry(Asset asset, AliveSubmodel made, AliveElements elements)
    {
        Submodel submodel = new()
        {
            Id = ids.Submodel(asset.Id, made.Name),
            IdShort = made.Name,
            DisplayName = TemplateWords.SubmodelNames(made.Name),
            Administration = made.Administration,
            Kind = ModellingKind.Instance,
            SemanticId = made.Meaning,
            SubmodelElements = elements.Elements.Count == 0 ? null : elements.Elements,
        };
        if (elements.State is { } state)
            return Shells.Entry.Of(EntryKind.Submodel, submodel, Number(asset, made), state, 1_000 + (elements.Elements.Count * 1_500));
        var json = AasJson.Write(submodel);
        return Shells.Entry.Of(EntryKind.Submodel, submodel, json, Number(asset, made), AliveElements.StateOf(json));
    }
}
