using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Werkstrom.Aas.Packages;

/// <summary>Writes the parts of a package in one order, with one stamp.</summary>
static class PackageOut
{
    const string Origin = "/aasx/aasx-origin";

    static readonly DateTimeOffset Stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(AasPackage package, byte[] environment, bool json)
    {
        var spec = json ? "/aasx/data.json" : "/aasx/data.xml";
        var files = Checked(package, spec);
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, Relations.TypesPart, Types(spec, json, files));
            Add(archive, "/_rels/.rels", Relationships([(Relations.Base + "aasx-origin", Origin), .. Picture(package)]));
            Add(archive, Origin, "Intentionally empty."u8);
            Add(archive, PartNames.Relationships(Origin), Relationships([(Relations.Base + "aas-spec", spec)]));
            Add(archive, spec, environment);
            var others = package.Files.Select(f => f.Path).Order(StringComparer.Ordinal).Select(p => (Relations.Base + "aas-suppl", p)).ToList();
            if (others.Count > 0)
                Add(archive, PartNames.Relationships(spec), Relationships(others));
            foreach (var file in files)
                Add(archive, file.Path, file.Bytes.Span);
        }

        return bytes.ToArray();
    }

    /// <summary>All files in order, the picture once, when it is a file of an element, too.</summary>
    static List<PackageFile> Checked(AasPackage package, string spec)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Relations.TypesPart, Origin, spec };
        var picture = package.Thumbnail is { } given && package.Files.All(f => f.Path != given.Path) ? [given] : Array.Empty<PackageFile>();
        var files = package.Files.OrderBy(f => f.Path, StringComparer.Ordinal).Concat(picture).ToList();
        foreach (var file in files)
        {
            if (!IsPart(file.Path))
                throw new ArgumentException($"'{file.Path}' cannot be the path of a file in a package; it is like /aasx/files/manual.pdf", nameof(package));
            if (!taken.Add(file.Path))
                throw new ArgumentException($"'{file.Path}' stands twice in the package, or is the path of a part of its own", nameof(package));
        }

        return files;
    }

    static bool IsPart(string path) =>
        path.StartsWith('/') && PartNames.OfEntry(Escaped(path)[1..], out _) == path && !path.Contains("/_rels/", StringComparison.OrdinalIgnoreCase);

    static IEnumerable<(string, string)> Picture(AasPackage package) => package.Thumbnail is { } picture ? [(Relations.Thumbnail, picture.Path)] : [];

    static byte[] Relationships(IEnumerable<(string Type, string Target)> relations)
    {
        XNamespace space = Relations.OfRelationships;
        return Xml(new XElement(space + "Relationships", relations.Select((r, i) => new XElement(
            space + "Relationship",
            new XAttribute("Type", r.Type),
            new XAttribute("Target", Escaped(r.Target)),
            new XAttribute("Id", "R" + (i + 1).ToString(CultureInfo.InvariantCulture))))));
    }

    static byte[] Types(string spec, bool json, List<PackageFile> files)
    {
        XNamespace space = Relations.OfTypes;
        var types = new List<(string Part, string Type)> { (Origin, "text/plain"), (spec, json ? "application/json" : "text/xml") };
        types.AddRange(files.Select(f => (f.Path, f.ContentType)));
        return Xml(new XElement(
            space + "Types",
            new XElement(space + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
            types.Select(t => new XElement(space + "Override", new XAttribute("PartName", Escaped(t.Part)), new XAttribute("ContentType", t.Type)))));
    }

    static byte[] Xml(XElement root) => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting));

    static string Escaped(string part) => string.Join('/', part.Split('/').Select(Uri.EscapeDataString));

    static void Add(ZipArchive archive, string part, ReadOnlySpan<byte> bytes)
    {
        var entry = archive.CreateEntry(part == Relations.TypesPart ? part[1..] : Escaped(part)[1..], CompressionLevel.Optimal);
        entry.LastWriteTime = Stamp;
        entry.ExternalAttributes = 0;
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
