using System.Xml;
using System.Xml.Linq;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Aas.Packages;

/// <summary>The relationships and content types of a package (OPC, ECMA-376 part 2).</summary>
static class Relations
{
    public const string OfRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    public const string OfTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    public const string Thumbnail = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail";
    public const string Base = "http://admin-shell.io/aasx/relationships/";
    public const string TypesPart = "/[Content_Types].xml";

    const string OldBase = "http://www.admin-shell.io/aasx/relationships/";

    /// <summary>The parts that a part relates to in one of some ways; what leads out of the package or to nothing is a fault.</summary>
    public static List<string> Of(Parts parts, string source, FaultList faults, params ReadOnlySpan<string> kinds)
    {
        var found = new List<string>();
        foreach (var relation in Load(parts, PartNames.Relationships(source), faults)?.Elements(XName.Get("Relationship", OfRelationships)) ?? [])
        {
            if (!IsOf((string?)relation.Attribute("Type") ?? "", kinds) || (string?)relation.Attribute("TargetMode") == "External")
                continue;
            var target = (string?)relation.Attribute("Target") ?? "";
            if (PartNames.OfTarget(source, target) is { } part && parts.Has(part))
                found.Add(part);
            else
                faults.Add("aasx", $"the relationship of {source} to {FaultList.Quote(target)} leads to no file of the package");
        }

        return found;
    }

    /// <summary>The content type of every part, by [Content_Types].xml.</summary>
    public static Func<string, string> Types(Parts parts, FaultList faults)
    {
        if (!parts.Has(TypesPart))
            faults.Add("aasx", "has no [Content_Types].xml");
        var types = Load(parts, TypesPart, faults);
        var byName = Index(types, "Override", "PartName");
        var byEnding = Index(types, "Default", "Extension");
        return part => byName.GetValueOrDefault(part) ?? byEnding.GetValueOrDefault(Path.GetExtension(part).TrimStart('.')) ?? "application/octet-stream";
    }

    static Dictionary<string, string> Index(XElement? types, string element, string key)
    {
        var index = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var type in types?.Elements(XName.Get(element, OfTypes)) ?? [])
        {
            if ((string?)type.Attribute(key) is { } name && (string?)type.Attribute("ContentType") is { } value)
                index[Uri.UnescapeDataString(name)] = value;
        }

        return index;
    }

    /// <summary>The way is spelled with and without www, and aas-spec and aasx-spec, by the tools in use.</summary>
    static bool IsOf(string type, ReadOnlySpan<string> kinds)
    {
        var kind = type.StartsWith(Base, StringComparison.Ordinal) ? type[Base.Length..] : type.StartsWith(OldBase, StringComparison.Ordinal) ? type[OldBase.Length..] : type;
        return kinds.Contains(kind);
    }

    static XElement? Load(Parts parts, string part, FaultList faults)
    {
        if (!parts.Has(part) || parts.Bytes(part) is not { } bytes)
            return null;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 16 << 20 });
            return XElement.Load(reader);
        }
        catch (XmlException broken)
        {
            faults.Add("aasx", $"{FaultList.Quote(part)} is no XML at line {broken.LineNumber}");
            return null;
        }
    }
}
