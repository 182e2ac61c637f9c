using Werkstrom.Aas.Json;
using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Werkstrom.Aas.Xml;
using Environment = Werkstrom.Aas.Model.Environment;
using File = Werkstrom.Aas.Model.File;

namespace Werkstrom.Aas.Packages;

/// <summary>Follows the relationships of a package from its root to the environment and the files.</summary>
sealed class PackageIn(Parts parts, ReadOptions options, FaultList faults)
{
    readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase) { Relations.TypesPart };

    public AasPackage? Read()
    {
        var typeOf = Relations.Types(parts, faults);
        if (Relations.Of(parts, "/", faults, "aasx-origin") is not [var origin, ..])
        {
            faults.Add("aasx", $"has no origin: /_rels/.rels names no part by the relationship {Relations.Base}aasx-origin");
            return null;
        }

        _used.Add(origin);
        var specs = Relations.Of(parts, origin, faults, "aas-spec", "aasx-spec");
        if (specs.Count == 0)
            faults.Add("aasx", $"has no environment: {origin} names no part by the relationship {Relations.Base}aas-spec");
        if (ReadEnvironment(specs, typeOf) is not { } environment)
            return null;
        var files = specs.SelectMany(s => Relations.Of(parts, s, faults, "aas-suppl")).Concat(Named(environment)).Distinct(StringComparer.OrdinalIgnoreCase);
        var package = new AasPackage
        {
            Environment = environment,
            Files = [.. files.Select(f => File(f, typeOf)).OfType<PackageFile>()],
            Thumbnail = Relations.Of(parts, "/", faults, Relations.Thumbnail) is [var picture, ..] ? File(picture, typeOf) : null,
        };
        TellUnused();
        return package;
    }

    Environment? ReadEnvironment(List<string> specs, Func<string, string> typeOf)
    {
        Environment? whole = null;
        foreach (var spec in specs)
        {
            _used.Add(spec);
            if (parts.Bytes(spec) is not { } bytes)
                continue;
            var isJson = typeOf(spec).Contains("json", StringComparison.OrdinalIgnoreCase) || spec.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
            var reading = isJson ? AasJson.Read<Environment>(bytes, options) : AasXml.Read<Environment>(bytes, options);
            faults.Take(reading.Faults, reading.Remarks);
            if (reading.Value is { } read)
                whole = whole is null ? read : Merge(whole, read);
        }

        return whole;
    }

    /// <summary>A package may hold its content twice, as XML and as JSON, or in several parts.</summary>
    static Environment Merge(Environment one, Environment other) => new()
    {
        AssetAdministrationShells = Merge(one.AssetAdministrationShells, other.AssetAdministrationShells),
        Submodels = Merge(one.Submodels, other.Submodels),
        ConceptDescriptions = Merge(one.ConceptDescriptions, other.ConceptDescriptions),
    };

    static List<T>? Merge<T>(List<T>? one, List<T>? other) where T : IIdentifiable
    {
        if (one is null || other is null)
            return one ?? other;
        var known = one.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        return [.. one, .. other.Where(i => !known.Contains(i.Id))];
    }

    /// <summary>Files that elements name and no relationship does.</summary>
    IEnumerable<string> Named(Environment environment)
    {
        foreach (var (path, value) in Walking.Of(environment))
        {
            var name = value switch { File file => file.Value, Resource resource => resource.Path, _ => null };
            if (name is null || PartNames.OfValue(name) is not { } part)
                continue;
            if (parts.Has(part))
                yield return part;
            else
                faults.Remark("file", $"{path} names {FaultList.Quote(name)}, which is not in the package");
        }
    }

    PackageFile? File(string part, Func<string, string> typeOf)
    {
        _used.Add(part);
        return parts.Bytes(part) is { } bytes ? new(part, typeOf(part), bytes) : null;
    }

    void TellUnused()
    {
        foreach (var part in parts.Names.Where(p => !_used.Contains(p) && !p.Contains("/_rels/", StringComparison.Ordinal) && !p.StartsWith("/docProps/", StringComparison.Ordinal)))
            faults.Remark("file", $"the file {FaultList.Quote(part)} is named by nothing and left out");
    }
}
