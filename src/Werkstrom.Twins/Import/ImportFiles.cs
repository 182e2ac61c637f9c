using Werkstrom.Aas.Model;
using Werkstrom.Aas.Packages;
using Werkstrom.Twins.Api;
using Werkstrom.Twins.Shells;
using File = Werkstrom.Aas.Model.File;

namespace Werkstrom.Twins.Import;

/// <summary>
/// Gives the files of a package to the shells and submodels that name them. A path is kept when it is free, so that what goes out is what came in; a
/// file that several name, or whose path is taken, gets a path of its own.
/// </summary>
sealed class ImportFiles(AasPackage package, IReadOnlyDictionary<string, long> taken)
{
    readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All paths that parts of the package name in it.</summary>
    public static IReadOnlySet<string> Paths(AasPackage package) => package.Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);

    /// <summary>The files of one part; what names them is changed in place.</summary>
    /// <param name="part">A shell, submodel or concept description.</param>
    /// <param name="owner">Number of the document in whose place it is put; null for none.</param>
    public IReadOnlyList<FileRow> Of(IIdentifiable part, long? owner)
    {
        Dictionary<string, FileRow> rows = new(StringComparer.OrdinalIgnoreCase);
        if (part is AssetAdministrationShell { AssetInformation.DefaultThumbnail: { } picture } && package.Find(picture.Path) is { } image)
            picture.Path = Row(rows, image, picture.ContentType, owner);
        if (part is Submodel submodel)
            Elements(submodel, rows, owner);
        return [.. rows.Values];
    }

    void Elements(IClass at, Dictionary<string, FileRow> rows, long? owner)
    {
        if (at is File { Value: { } value } file && package.Find(value) is { } found)
            file.Value = Row(rows, found, file.ContentType, owner);
        foreach (var child in Tree.Children(at))
            Elements(child, rows, owner);
    }

    string Row(Dictionary<string, FileRow> rows, PackageFile file, string? type, long? owner)
    {
        if (rows.TryGetValue(file.Path, out var known))
            return known.Path;
        var name = AasFiles.Safe(file.Path);
        var isFree = (!taken.TryGetValue(file.Path, out var other) || other == owner) && _given.Add(file.Path);
        FileRow row = new()
        {
            Path = isFree ? file.Path : $"/aasx/files/{Guid.NewGuid():n}/{name}",
            ContentType = string.IsNullOrWhiteSpace(type) ? file.ContentType : type,
            FileName = name,
            Bytes = file.Bytes.ToArray(),
        };
        rows[file.Path] = row;
        return row.Path;
    }
}
