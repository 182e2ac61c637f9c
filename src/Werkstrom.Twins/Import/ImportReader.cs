using Werkstrom.Aas;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Packages;
using Werkstrom.Aas.Verification;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Twins.Import;

/// <summary>What a file holds that can be taken in.</summary>
/// <param name="Package">Shells, submodels and concept descriptions that conform, by now or from the start, and their files.</param>
/// <param name="Faults">What is wrong with the file; empty when it conforms.</param>
/// <param name="Mended">What was changed so that it conforms.</param>
/// <param name="LeftOut">What could not be mended and is not in the package.</param>
sealed record ImportContent(AasPackage Package, IReadOnlyList<Fault> Faults, IReadOnlyList<Fault> Mended, IReadOnlyList<Fault> LeftOut)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool Conforms => Faults.Count == 0;

    /// <summary>Everything that can be taken in.</summary>
    public IReadOnlyList<IIdentifiable> Items =>
    [
        .. Package.Environment.AssetAdministrationShells ?? [], .. Package.Environment.Submodels ?? [], .. Package.Environment.ConceptDescriptions ?? [],
    ];
}

/// <summary>Reads AASX, JSON and XML. What is wrong is mended where there is one obvious cure; what still breaks rules is left out, and all of it is told.</summary>
static class ImportReader
{
    /// <summary>Reads a file from its beginning.</summary>
    /// <param name="file">Its content.</param>
    /// <param name="name">What it is called: what is neither is told as what it calls itself.</param>
    public static ImportContent Read(Stream file, string name)
    {
        var (package, faults) = Open(file, name);
        List<Fault> mended = [], leftOut = [];
        if (package is null)
            return new(new() { Environment = new() }, faults, mended, leftOut);
        if (faults.Count > 0)
        {
            leftOut.AddRange(Unread(faults, AasRules.Check(package.Environment)));
            mended.AddRange(AasMending.Mend(package.Environment));
        }

        var environment = package.Environment;
        Environment taken = new()
        {
            AssetAdministrationShells = Conforming("assetAdministrationShells", environment.AssetAdministrationShells, leftOut),
            Submodels = Conforming("submodels", environment.Submodels, leftOut),
            ConceptDescriptions = Conforming("conceptDescriptions", environment.ConceptDescriptions, leftOut),
        };
        GivePicture(taken, package);
        return new(new() { Environment = taken, Files = Files(package) }, faults, mended, leftOut);
    }

    // what was read in spite of a fault still has it; what has it no more is what was passed over
    static IEnumerable<Fault> Unread(IReadOnlyList<Fault> faults, IReadOnlyList<Fault> still)
    {
        var kept = still.CountBy(f => (f.Rule, f.Message)).ToDictionary();
        foreach (var fault in faults.Where(f => f.Rule is not ("order" or "aasx")))
        {
            if (kept.GetValueOrDefault((fault.Rule, fault.Message)) is > 0 and var left)
                kept[(fault.Rule, fault.Message)] = left - 1;
            else
                yield return fault;
        }
    }

    static (AasPackage? Package, IReadOnlyList<Fault> Faults) Open(Stream file, string name)
    {
        Span<byte> start = stackalloc byte[64];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var (isPackage, isText) = (start.StartsWith("PK\u0003\u0004"u8), start.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{' or (byte)'<', ..]);
        file.Position = 0;
        if (isPackage)
        {
            var opened = AasxFile.Read(file, new() { Environment = ReadOptions.Tolerant });
            return (opened.Value, opened.Faults);
        }

        if (!isText && name.EndsWith(".aasx", StringComparison.OrdinalIgnoreCase))
            return (null, [new("", "aasx", "is no ZIP archive, or a broken one")]);
        if (file.Length > ReadOptions.Tolerant.MostBytes)
            return (null, [new("", "file", FormattableString.Invariant($"has {file.Length:N0} bytes; at most {ReadOptions.Tolerant.MostBytes:N0} are read of JSON and XML"))]);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var reading = AasFile.Read(bytes, ReadOptions.Tolerant);
        return Whole(reading.Value) is { } environment ? (new() { Environment = environment }, reading.Faults)
            : (null, reading.Faults.Count > 0 ? reading.Faults : [new("", "file", "holds no environment, shell, submodel or concept description")]);
    }

    static Environment? Whole(IClass? value) => value switch
    {
        Environment environment => environment,
        AssetAdministrationShell shell => new() { AssetAdministrationShells = [shell] },
        Submodel submodel => new() { Submodels = [submodel] },
        ConceptDescription concept => new() { ConceptDescriptions = [concept] },
        _ => null,
    };

    static List<T>? Conforming<T>(string member, List<T>? items, List<Fault> leftOut) where T : IIdentifiable
    {
        List<T> taken = [];
        HashSet<string> seen = new(StringComparer.Ordinal); // of this kind: a concept description may have the identifier of a submodel
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            var faults = AasRules.Check(items![i]);
            if (faults.Count > 0)
                leftOut.AddRange(faults.Select(f => f with { Path = f.Path.Length == 0 ? $"{member}[{i}]" : $"{member}[{i}].{f.Path}" }));
            else if (seen.Add(items[i].Id))
                taken.Add(items[i]);
            else
                leftOut.Add(new($"{member}[{i}].id", "identifier", $"'{items[i].Id}' stood before; the first one is taken"));
        }

        return taken.Count == 0 ? null : taken;
    }

    /// <summary>Of one shell without a picture, the picture of the package is its own.</summary>
    static void GivePicture(Environment environment, AasPackage package)
    {
        if (package.Thumbnail is { } picture && environment.AssetAdministrationShells is [{ AssetInformation.DefaultThumbnail: null } only])
            only.AssetInformation.DefaultThumbnail = new() { Path = picture.Path, ContentType = picture.ContentType };
    }

    static List<PackageFile> Files(AasPackage package) =>
        package.Thumbnail is { } picture && package.Files.All(f => f.Path != picture.Path) ? [.. package.Files, picture] : [.. package.Files];
}
