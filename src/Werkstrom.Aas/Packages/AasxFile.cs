using System.IO.Compression;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Werkstrom.Aas.Xml;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Aas.Packages;

/// <summary>Reads and writes AASX packages (Part 5).</summary>
public static class AasxFile
{
    /// <summary>
    /// Reads a package, its environment in JSON or XML. Nothing is unpacked before names, number and sizes of all files are found to be harmless.
    /// Never throws for the bytes' sake: the answer holds all faults. Strict: no value as soon as there is a fault.
    /// </summary>
    public static Reading<AasPackage> Read(ReadOnlyMemory<byte> bytes, PackageOptions? options = null) => Read(new MemoryStream(bytes.ToArray(), writable: false), options);

    /// <summary>The same of a stream that can seek: only what is unpacked is held in memory. The stream is closed.</summary>
    public static Reading<AasPackage> Read(Stream stream, PackageOptions? options = null)
    {
        options ??= PackageOptions.Strict;
        var faults = new FaultList();
        AasPackage? package = null;
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            if (Parts.Open(archive, options, faults) is { } parts)
                package = new PackageIn(parts, options.Environment, faults).Read();
        }
        catch (InvalidDataException)
        {
            faults.Add("aasx", "is no ZIP archive, or a broken one");
        }

        return new(options.Environment.IsTolerant || faults.Count == 0 ? package : null, faults.Faults, faults.Remarks);
    }

    /// <summary>
    /// The bytes of a package: identifiables ordered by their ids, files by their names, every stamp 1980-01-01, so that the same content always
    /// gives the same bytes. The environment is XML, which every tool reads, unless JSON is asked for.
    /// </summary>
    /// <exception cref="ArgumentException">The environment breaks rules, or a file has a path that cannot be one.</exception>
    public static byte[] Write(AasPackage package, bool json = false)
    {
        var ordered = Ordered(package.Environment);
        var faults = AasRules.Check(ordered);
        if (faults.Count > 0)
            throw new ArgumentException($"the environment breaks {faults.Count} rules: {string.Join("; ", faults.Take(5))}", nameof(package));
        return PackageOut.Write(package, json ? AasJson.Write(ordered) : AasXml.Write(ordered), json);
    }

    /// <summary>The same environment with its identifiables ordered by their ids.</summary>
    public static Environment Ordered(Environment environment) => new()
    {
        AssetAdministrationShells = Ordered(environment.AssetAdministrationShells),
        Submodels = Ordered(environment.Submodels),
        ConceptDescriptions = Ordered(environment.ConceptDescriptions),
    };

    static List<T>? Ordered<T>(List<T>? items) where T : IIdentifiable => items is { Count: > 0 } ? [.. items.OrderBy(i => i.Id, StringComparer.Ordinal)] : null;
}
