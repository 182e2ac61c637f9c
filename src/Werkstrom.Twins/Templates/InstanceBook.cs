using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Api;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Templates;

/// <summary>The submodels that people made for an asset, kept beside those that Werkstrom makes by itself.</summary>
sealed class InstanceBook(AliveIds ids, AliveSubmodels alive, InstanceIndex index, DocumentWriter writer, Shelf shelf)
{
    /// <summary>The submodel of an asset, as it is kept; null when there is none, or when Werkstrom makes it.</summary>
    public async Task<Entry?> FindAsync(Asset asset, string name, CancellationToken stop) =>
        index.Has(asset.Id, name) ? await shelf.FindAsync(EntryKind.Submodel, ids.Submodel(asset.Id, name), stop) : null;

    /// <summary>A new submodel of a template without its elements, under a name that is free.</summary>
    public Submodel Bare(Asset asset, Submodel template)
    {
        var name = Free(asset, template.IdShort ?? "Submodel");
        return new()
        {
            Id = ids.Submodel(asset.Id, name),
            IdShort = name,
            DisplayName = template.DisplayName,
            Kind = ModellingKind.Instance,
            SemanticId = template.SemanticId,
            SupplementalSemanticIds = template.SupplementalSemanticIds,
            Administration = new() { Version = template.Administration?.Version, Revision = template.Administration?.Revision, TemplateId = template.Administration?.TemplateId ?? template.Id },
            SubmodelElements = template.SemanticId?.Keys[^1].Value == Nameplate.Meaning ? [.. NameplateTemplate.Known(asset)] : null,
        };
    }

    /// <summary>Keeps a submodel with the files that came with it.</summary>
    /// <param name="submodel">The submodel.</param>
    /// <param name="before">The state that it was made from; null for a new one.</param>
    /// <param name="files">Files of its elements.</param>
    /// <param name="stop">Ends waiting.</param>
    /// <exception cref="ShellException">Somebody else changed it since (<see cref="Refusal.Changed"/>), or made one of that name.</exception>
    public async Task<Entry> SaveAsync(Submodel submodel, Entry? before, IReadOnlyList<FileRow> files, CancellationToken stop)
    {
        var kept = FilePaths.Of(submodel);
        var put = AasChanges.Checked(EntryKind.Submodel, submodel) with { Files = [.. files.Where(f => kept.Contains(f.Path))] };
        return (await writer.ChangeAsync(EntryKind.Submodel, submodel.Id, now => now?.Tag == before?.Tag ? put
            : throw new ShellException(Refusal.Changed, $"{ShellException.Quote(submodel.IdShort ?? "")} was changed by somebody else meanwhile."), stop))!;
    }

    /// <summary>Takes a submodel away. A nameplate is then again the one that Werkstrom makes.</summary>
    /// <exception cref="ShellException">Somebody else changed it since.</exception>
    public Task DeleteAsync(Entry entry, CancellationToken stop) => writer.ChangeAsync(EntryKind.Submodel, entry.Id, now => now is null || now.Tag == entry.Tag
        ? new DocumentPlan.Remove() : throw new ShellException(Refusal.Changed, $"{ShellException.Quote(entry.Id)} was changed by somebody else meanwhile."), stop);

    // the nameplate may be filled in the place of the one that is made; everything else has its own name
    string Free(Asset asset, string wanted)
    {
        var taken = alive.All.Select(s => s.Name).Where(n => n != NameplateTemplate.Name).Concat(index.Of(asset.Id)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var name = wanted;
        for (var n = 2; !taken.Add(name); n++)
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{wanted}_{n}");
        return name;
    }
}
