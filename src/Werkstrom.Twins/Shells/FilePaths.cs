using Werkstrom.Aas.Model;
using File = Werkstrom.Aas.Model.File;

namespace Werkstrom.Twins.Shells;

/// <summary>Which files a shell or submodel names as its own: paths within a package, like <c>/aasx/files/manual.pdf</c>.</summary>
static class FilePaths
{
    /// <summary>The paths, each once; none for other kinds.</summary>
    public static IReadOnlySet<string> Of(Entry? entry) => entry switch
    {
        { Kind: EntryKind.Shell } => Of(entry.Shell),
        { Kind: EntryKind.Submodel } => Of(entry.Submodel),
        _ => new HashSet<string>(),
    };

    /// <summary>The paths of a shell, submodel or element.</summary>
    public static IReadOnlySet<string> Of(IClass owner)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        if (owner is AssetAdministrationShell { AssetInformation.DefaultThumbnail.Path: { } thumbnail })
            Add(found, thumbnail);
        else
            Elements(found, owner);
        return found;
    }

    static void Elements(HashSet<string> found, IClass owner)
    {
        if (owner is File { Value: { } path })
            Add(found, path);
        foreach (var child in Tree.Children(owner))
            Elements(found, child);
    }

    static void Add(HashSet<string> found, string path)
    {
        if (path.StartsWith('/'))
            found.Add(path);
    }
}
