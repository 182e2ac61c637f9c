using Werkstrom.Aas;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Werkstrom.Twins.Api;
using Werkstrom.Twins.Shells;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Twins.Templates;

/// <summary>The templates that people imported: stored submodels whose kind says so, with what their concepts mean.</summary>
sealed class TemplateBook(Shelf shelf)
{
    /// <summary>The largest file that is taken, bytes.</summary>
    public const int LargestFile = 20_000_000;

    const int Most = 1_000;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<Entry>> ListAsync(CancellationToken stop)
    {
        var page = await shelf.ListAsync(EntryKind.Submodel, [SearchKeys.Template], new(0, 0), Most, stop);
        return [.. page.Entries.OrderBy(e => e.Submodel.IdShort, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Id, StringComparer.Ordinal)];
    }

    /// <summary>A template; the nameplate's is always there. Null when there is none.</summary>
    public async Task<Submodel?> FindAsync(string id, CancellationToken stop)
    {
        var entry = await shelf.FindAsync(EntryKind.Submodel, id, stop);
        return entry?.Submodel is { Kind: ModellingKind.Template } template ? template : id == NameplateTemplate.Id ? NameplateTemplate.Made : null;
    }

    /// <summary>The template of a submodel: the one that it names, else one that means the same. Null when there is none.</summary>
    public async Task<Submodel?> OfAsync(Submodel instance, CancellationToken stop)
    {
        var all = (await ListAsync(stop)).Select(e => e.Submodel).ToList();
        var named = instance.Administration?.TemplateId;
        var meaning = instance.SemanticId?.Keys[^1].Value;
        return all.Find(t => named is not null && (t.Id == named || t.Administration?.TemplateId == named) && t.SemanticId?.Keys[^1].Value == meaning)
            ?? all.Find(t => meaning is not null && t.SemanticId?.Keys[^1].Value == meaning)
            ?? (meaning == Alive.Nameplate.Meaning ? NameplateTemplate.Made : null);
    }

    /// <summary>The fields of the form of a template.</summary>
    public async Task<IReadOnlyList<FormField>> FieldsAsync(Submodel template, CancellationToken stop)
    {
        Dictionary<string, ConceptDescription> concepts = [];
        foreach (var id in Meanings(template).Distinct())
        {
            if (await shelf.FindAsync(EntryKind.Concept, id, stop) is { } found)
                concepts[id] = (ConceptDescription)found.Value;
        }

        return new FormMaker(concepts).Fields(template);
    }

    /// <summary>Takes the templates of a file: JSON, XML or AASX. All of them, or none when something cannot be mended.</summary>
    public async Task<TemplateImport> ImportAsync(ReadOnlyMemory<byte> file, CancellationToken stop)
    {
        var reading = AasFile.Read(file, ReadOptions.Tolerant);
        var all = reading.Value switch
        {
            Environment e => e,
            Submodel s => new Environment { Submodels = [s] },
            _ => null,
        };
        var templates = all?.Submodels?.Where(s => s.Kind == ModellingKind.Template).ToList() ?? [];
        if (templates.Count == 0)
            return new([], [], reading.Value is null && reading.Faults.Count > 0 ? [.. reading.Faults.Take(20)] : [new("", "template", "is not in this file: no submodel in it has the kind Template")]);
        List<Fault> mended = [.. templates.SelectMany(t => AasMending.Mend(t))];
        List<Fault> left = [.. templates.SelectMany(t => AasRules.Check(t))];
        if (left.Count > 0)
            return new([], mended, left);
        return await KeepAsync(templates, all!.ConceptDescriptions ?? [], mended, stop);
    }

    /// <summary>Takes a template away; what was made from it stays.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken stop)
    {
        if ((await shelf.FindAsync(EntryKind.Submodel, id, stop))?.Submodel.Kind != ModellingKind.Template)
            return false;
        await shelf.ChangeAsync(EntryKind.Submodel, id, _ => new DocumentPlan.Remove(), stop);
        return true;
    }

    async Task<TemplateImport> KeepAsync(List<Submodel> templates, IEnumerable<ConceptDescription> concepts, List<Fault> mended, CancellationToken stop)
    {
        List<DocumentChange> changes = [];
        foreach (var concept in concepts.DistinctBy(c => c.Id))
        {
            // what is there already may be somebody's own wording
            if (await shelf.FindAsync(EntryKind.Concept, concept.Id, stop) is not null)
                continue;
            AasMending.Mend(concept);
            if (AasRules.Check(concept).Count == 0)
                changes.Add(new(EntryKind.Concept, concept.Id, before => before is null ? AasChanges.Put(EntryKind.Concept, concept) : new DocumentPlan.Values([])));
        }

        List<(string, bool)> taken = [];
        foreach (var template in templates.DistinctBy(t => t.Id))
        {
            taken.Add((template.Id, await shelf.FindAsync(EntryKind.Submodel, template.Id, stop) is not null));
            changes.Add(new(EntryKind.Submodel, template.Id, before => before is null || before.Submodel.Kind == ModellingKind.Template
                ? AasChanges.Put(EntryKind.Submodel, template) : throw ShellException.Exists(EntryKind.Submodel, template.Id)));
        }

        await shelf.ChangeAsync(changes, stop);
        return new([.. taken], mended, []);
    }

    static IEnumerable<string> Meanings(IClass owner) =>
        Tree.Children(owner).SelectMany(c => Meanings(c).Prepend(c.SemanticId?.Keys[^1].Value)).OfType<string>();
}

/// <summary>What became of a file with templates.</summary>
/// <param name="Taken">Identifiers of the templates, and whether each replaced one that was there.</param>
/// <param name="Mended">What broke a rule and was mended.</param>
/// <param name="Faults">What cannot be mended; then nothing was taken.</param>
sealed record TemplateImport(IReadOnlyList<(string Id, bool IsReplaced)> Taken, IReadOnlyList<Fault> Mended, IReadOnlyList<Fault> Faults);
