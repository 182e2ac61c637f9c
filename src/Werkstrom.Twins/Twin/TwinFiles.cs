using Werkstrom.Aas.Model;
using Werkstrom.Twins.Api;
using Werkstrom.Twins.Shells;
using File = Werkstrom.Aas.Model.File;

namespace Werkstrom.Twins.Twin;

/// <summary>A file that a submodel names.</summary>
/// <param name="Submodel">The submodel.</param>
/// <param name="File">The element.</param>
/// <param name="Path">Its idShort path.</param>
/// <param name="Above">The elements it stands in, the nearest first.</param>
sealed record TwinFile(Entry Submodel, File File, string Path, IReadOnlyList<ISubmodelElement> Above)
{
    // what only shows what another file is, or stands on the plate
    static readonly string[] Pictures = ["PreviewFile", "Thumbnail", "CompanyLogo", "MarkingFile"];

    /// <summary>Where it is read; null for what is neither here nor on the web.</summary>
    public string? Address => File.Value switch
    {
        null or "" => null,
        ['/', ..] => $"{AasCall.Root}/submodels/{AasCall.Encode(Submodel.Id)}/submodel-elements/{Uri.EscapeDataString(Path)}/attachment",
        var value => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? value : null,
    };

    /// <summary>Its name without folders.</summary>
    public string Name => File.Value is { } value ? Uri.UnescapeDataString(value.Split('?')[0].Split('/', '\\')[^1]) : Path;

    /// <summary>Its ending, in capital letters: PDF.</summary>
    public string Kind => System.IO.Path.GetExtension(Name).TrimStart('.').ToUpperInvariant() is { Length: > 0 and <= 5 } ending ? ending : "";

    /// <summary>Whether it is a model in three dimensions that the scene can show.</summary>
    public bool IsModel => File.ContentType is "model/gltf-binary" or "model/gltf+json" || Kind is "GLB" or "GLTF";

    /// <summary>What it is called, in the language of the reader where it is given in that; its name without a title.</summary>
    public string Title(string language) => Above.Select(a => Text(a, "Title", language)).OfType<string>().FirstOrDefault() ?? Name;

    /// <summary>What kind of document it is (VDI 2770); null when it does not say.</summary>
    public string? Class(string language) => Above.Select(a => Class(a, language)).OfType<string>().FirstOrDefault();

    /// <summary>All files of a submodel that can be read.</summary>
    public static IReadOnlyList<TwinFile> Of(Entry submodel)
    {
        List<TwinFile> found = [];
        Collect(submodel, submodel.Submodel, "", [], found);
        return [.. found.Where(f => f.Address is not null && !Pictures.Contains(f.File.IdShort))];
    }

    /// <summary>Of texts the one in a language, else in English, else the first.</summary>
    public static string? Pick(IEnumerable<IAbstractLangString>? texts, string language)
    {
        IAbstractLangString[] all = [.. texts ?? []];
        return (all.FirstOrDefault(t => Is(t, language)) ?? all.FirstOrDefault(t => Is(t, "en")) ?? all.FirstOrDefault())?.Text;
    }

    static bool Is(IAbstractLangString text, string language) => text.Language.StartsWith(language, StringComparison.OrdinalIgnoreCase);

    static void Collect(Entry submodel, IClass owner, string path, List<ISubmodelElement> above, List<TwinFile> found)
    {
        foreach (var (i, element) in Tree.Children(owner).Index())
        {
            var at = owner is SubmodelElementList ? $"{path}[{i}]" : path.Length == 0 ? element.IdShort ?? "" : $"{path}.{element.IdShort}";
            if (element is File file)
                found.Add(new(submodel, file, at, above));
            else
                Collect(submodel, element, at, [element, .. above], found);
        }
    }

    static string? Text(ISubmodelElement owner, string idShort, string language) =>
        Tree.Children(owner).FirstOrDefault(e => e.IdShort == idShort) switch
        {
            MultiLanguageProperty many => Pick(many.Value, language),
            Property one => one.Value,
            _ => null,
        };

    // the classification is a list beside the versions of the document
    static string? Class(ISubmodelElement owner, string language) =>
        Tree.Children(owner).FirstOrDefault(e => e.IdShort is "DocumentClassifications" or "DocumentClassification") is { } classes
            ? Tree.Children(classes).Prepend(classes).Select(c => Text(c, "ClassName", language)).OfType<string>().FirstOrDefault()
            : null;
}
