using Werkstrom.Aas.Model;
using Werkstrom.Aas.Packages;
using Werkstrom.Twins.Shells;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Twins.Api;

/// <summary>Makes packages of shells with all that belongs to them.</summary>
sealed class ShellPackages(Shelf shelf, StoredFiles files)
{
    /// <summary>A shell with its submodels that are here, their concept descriptions and files.</summary>
    public async Task<byte[]> OfAsync(AssetAdministrationShell shell, CancellationToken stop)
    {
        var submodels = await FindAsync<Submodel>(EntryKind.Submodel, (shell.Submodels ?? []).Select(r => r.Keys[^1].Value), stop);
        var concepts = await FindAsync<ConceptDescription>(EntryKind.Concept, submodels.SelectMany(Meanings), stop);
        Environment environment = new()
        {
            AssetAdministrationShells = [shell],
            Submodels = submodels.Count == 0 ? null : submodels,
            ConceptDescriptions = concepts.Count == 0 ? null : concepts,
        };
        return await OfAsync(environment, json: false, stop);
    }

    /// <summary>An environment with the files that it names and that are here; the picture of its only shell is that of the package.</summary>
    public async Task<byte[]> OfAsync(Environment environment, bool json, CancellationToken stop)
    {
        var beside = await FilesAsync(environment, stop);
        var picture = environment.AssetAdministrationShells is [{ AssetInformation.DefaultThumbnail.Path: { } path }] ? beside.FirstOrDefault(f => f.Path == path) : null;
        return AasxFile.Write(new() { Environment = environment, Files = beside, Thumbnail = picture }, json);
    }

    async Task<IReadOnlyList<PackageFile>> FilesAsync(Environment environment, CancellationToken stop)
    {
        var paths = ((IEnumerable<IClass>)[.. environment.Submodels ?? [], .. environment.AssetAdministrationShells ?? []]).SelectMany(FilePaths.Of).Distinct(StringComparer.Ordinal);
        List<PackageFile> found = [];
        foreach (var path in paths)
        {
            if (await files.FindAsync(path, stop) is { } file)
                found.Add(new(file.Path, file.ContentType, file.Bytes));
        }

        return found;
    }

    /// <summary>What a submodel and its elements mean: where concept descriptions may stand.</summary>
    public static IEnumerable<string> Meanings(Submodel submodel) => Elements(submodel).OfType<IHasSemantics>().Prepend(submodel)
        .SelectMany(e => new[] { e.SemanticId }.Concat(e.SupplementalSemanticIds ?? [])).OfType<Reference>().Select(r => r.Keys[0].Value);

    async Task<List<T>> FindAsync<T>(EntryKind kind, IEnumerable<string> ids, CancellationToken stop)
    {
        List<T> found = [];
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await shelf.FindAsync(kind, id, stop) is { Value: T value })
                found.Add(value);
        }

        return found;
    }

    static IEnumerable<ISubmodelElement> Elements(IClass owner) => Tree.Children(owner).SelectMany(c => Elements(c).Prepend(c));
}
