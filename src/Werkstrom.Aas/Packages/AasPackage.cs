using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Aas.Packages;

/// <summary>What an AASX file holds: an environment, the files that its elements name, and a picture.</summary>
public sealed class AasPackage
{
    /// <summary>Shells, submodels and concept descriptions.</summary>
    public required Environment Environment { get; init; }

    /// <summary>The files beside it.</summary>
    public IReadOnlyList<PackageFile> Files { get; init; } = [];

    /// <summary>The picture of the package.</summary>
    public PackageFile? Thumbnail { get; init; }

    /// <summary>The file that the value of a File or the path of a thumbnail names; null when it is not in the package.</summary>
    public PackageFile? Find(string value) =>
        PartNames.OfValue(value) is { } part ? Files.FirstOrDefault(f => string.Equals(f.Path, part, StringComparison.OrdinalIgnoreCase)) : null;
}

/// <summary>A file in a package.</summary>
/// <param name="Path">From the root of the package, like <c>/aasx/files/manual.pdf</c>.</param>
/// <param name="ContentType">MIME type.</param>
/// <param name="Bytes">What it holds.</param>
public sealed record PackageFile(string Path, string ContentType, ReadOnlyMemory<byte> Bytes);

/// <summary>How an AASX file is read.</summary>
public sealed record PackageOptions
{
    /// <summary>Strict, with the limits of its attributes.</summary>
    public static PackageOptions Strict { get; } = new();

    /// <summary>How the environment is read.</summary>
    public ReadOptions Environment { get; init; } = ReadOptions.Strict;

    /// <summary>Bytes that all files together unpack to at most, 512 MiB unless set.</summary>
    public long MostBytes { get; init; } = 512L << 20;

    /// <summary>Files in the package at most, 10,000 unless set.</summary>
    public int MostFiles { get; init; } = 10_000;

    /// <summary>How many times larger than packed a file of more than 1 MiB may be, 200 unless set.</summary>
    public int MostRatio { get; init; } = 200;
}
